"""What `smtp_users.ensure` asks for, in order. Pure."""

from ._flows import Flow
from ._generated.api.smtp_users import create, list_, update
from ._generated.models.smtp_users_create_request import SmtpUsersCreateRequest
from ._generated.models.smtp_users_update_request import SmtpUsersUpdateRequest
from .errors import ConflictError


def ensured(body: SmtpUsersCreateRequest) -> Flow[bool]:
    """The requests of `ensure`, and whether they created the user."""
    # Before the first request: what cannot be created is refused while nothing has been sent.
    creating, updating = create.request(body=body), update.request(body=_update_of(body))
    listing = yield list_.request()
    users = listing.smarthosts if isinstance(listing.smarthosts, list) else []
    if body.username not in [getattr(user, "username", None) for user in users]:
        try:
            yield creating
        except ConflictError:
            # Somebody else was quicker, or the list did not tell.
            pass
        else:
            return True
    yield updating
    return False


def _update_of(body: SmtpUsersCreateRequest) -> SmtpUsersUpdateRequest:
    return SmtpUsersUpdateRequest(
        current_username=body.username,
        password=body.password,
        allow_any_domain=body.allow_any_domain,
        allow_all_domains=body.allow_all_domains,
        approved_domains=body.approved_domains,
        quota=body.quota,
        ip_restrictions=body.ip_restrictions,
    )
