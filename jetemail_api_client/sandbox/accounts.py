"""What an account holds, and who may ask for it."""

import secrets

from starlette.exceptions import HTTPException

from .smtp_users import SmtpUsers


class Account:
    """A customer of the local JetEmail, known by one key."""

    def __init__(self, *, api_key: str, paid_plan: bool) -> None:
        self._authorization = f"bearer {api_key}".encode()
        self.smtp_users: SmtpUsers = SmtpUsers(paid_plan=paid_plan)

    def admit(self, authorization: str) -> None:
        """Refuse a request whose Authorization header does not bear the account's key."""
        scheme, space, key = authorization.partition(" ")
        shown = f"{scheme.lower()}{space}{key}".encode()
        if not secrets.compare_digest(shown, self._authorization):
            raise HTTPException(401, "Required information not found")
