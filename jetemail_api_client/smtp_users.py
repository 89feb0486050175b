"""SMTP users: created without losing a password, or ensured to exist.

The methods of `jetemail.smtp_users` are generated; `create` and `ensure` run the flows
`create_user` and `ensure_user` of this module.
"""

import secrets

from attrs import define, field

from ._generated.api.smtp_users import create, list_, update
from ._generated.models.smtp_users_create_request import SmtpUsersCreateRequest
from ._generated.models.smtp_users_create_result import SmtpUsersCreateResult
from ._generated.models.smtp_users_update_request import SmtpUsersUpdateRequest
from ._runtime.flows import Flow
from ._runtime.validators import wrong_type
from ._runtime.values import Unset, redacted, with_inherited_hints
from .errors import ConflictError

__all__ = ["CreatedSmtpUser", "new_password"]

# 32 characters in base64: beyond guessing, and within the API's 8 to 72.
_PASSWORD_BYTES = 24


def new_password() -> str:
    """Return a random password: 32 letters, digits, hyphens and underscores (192 bits)."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


@with_inherited_hints
@define(kw_only=True, repr=False, getstate_setstate=False)
class CreatedSmtpUser(SmtpUsersCreateResult):
    """A new SMTP user, with the username and the password of the request."""

    username: str = ""
    """The name that was passed."""
    # Narrower than in the base class, which pyright reports: this result always has a password.
    password: str = field(default="", repr=redacted)  # pyright: ignore[reportIncompatibleVariableOverride]
    """The password that was passed or generated; no later response has it."""
    is_reconciled: bool = False
    """True if the response was lost, and a listing showed that this user was created."""


def create_user(body: SmtpUsersCreateRequest) -> Flow[CreatedSmtpUser]:
    """Create a user, with a generated password unless one was passed.

    A password that the client generates cannot be lost with the response.
    """
    if body.password is None or isinstance(body.password, Unset):
        body.password = new_password()
    result = yield create.request(body=body)
    if isinstance(result, CreatedSmtpUser):
        return result
    return CreatedSmtpUser(
        success=result.success,
        message=result.message,
        # A server that returns another password has given the user that one.
        password=_first_text(result.password, body.password),
        username=body.username,
        additional_properties=result.additional_properties,
    )


def _first_text(*values: object) -> str:
    return next(value for value in values if isinstance(value, str) and value)


def ensure_user(body: SmtpUsersCreateRequest) -> Flow[bool]:
    """List, then create or update; return True if the user was created.

    Raises:
        TypeError: There is no password.
    """
    if body.password is None or isinstance(body.password, Unset):
        raise wrong_type("smtp_users.ensure", "password", "a str", body.password)
    # Made before the first request: an invalid argument is found before anything is sent.
    creating, updating = create.request(body=body), update.request(body=update_of(body))
    listing = yield list_.request()
    users = listing.smarthosts if isinstance(listing.smarthosts, list) else []
    if body.username not in [getattr(user, "username", None) for user in users]:
        try:
            yield creating
        except ConflictError:
            # Another client was faster, or the listing did not show the user.
            pass
        else:
            return True
    yield updating
    return False


def update_of(body: SmtpUsersCreateRequest) -> SmtpUsersUpdateRequest:
    """Return the request that gives an existing user the same settings."""
    return SmtpUsersUpdateRequest(
        username=body.username,
        password=body.password,
        allow_any_domain=body.allow_any_domain,
        allow_all_domains=body.allow_all_domains,
        approved_domains=body.approved_domains,
        quota=body.quota,
        ip_restrictions=body.ip_restrictions,
    )


def __dir__() -> list[str]:
    return __all__
