"""The account of a sandbox and its authentication."""

import secrets

from starlette.exceptions import HTTPException

from .smtp_users import SmtpUsers


class Account:
    """An account of the local JetEmail with one key."""

    def __init__(self, *, api_key: str, paid_plan: bool) -> None:
        self._authorization = f"bearer {api_key}".encode()
        self.smtp_users: SmtpUsers = SmtpUsers(paid_plan=paid_plan)

    def authenticate(self, authorization: str) -> None:
        """Reject a request whose Authorization header does not have the key of the account."""
        scheme, space, key = authorization.partition(" ")
        normalized = f"{scheme.lower()}{space}{key}".encode()
        if not secrets.compare_digest(normalized, self._authorization):
            raise HTTPException(401, "Required information not found")
