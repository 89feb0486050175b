"""The rules of `smtp_users.ensure_many`."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, fields, validate

from .._generated.api.smtp_users import list_, update
from .._generated.models.smtp_users_create_request import SmtpUsersCreateRequest
from .._runtime.flows import Flow
from .._runtime.frames import without_arguments
from .._runtime.validators import invalid, wrong_type
from ..errors import (
    ConflictError,
    InvalidRequestError,
    JetEmailError,
    NotFoundError,
    PermissionDeniedError,
)
from ..smtp_users import CreatedSmtpUser, create_user, new_password, update_of
from .outcomes import UserOutcome, UserProgress
from .rules import FATAL, UNFINISHED, Tally, text_or_none, through_blocks
from .steps import Call, Item, Steps

ENSURE = "smtp_users.ensure_many"


@define
class Ensuring:
    """The rules of `smtp_users.ensure_many`."""

    tally: Tally
    batch_size: int = 1
    _existing: set[str] = field(factory=set)
    _first: dict[str, int] = field(factory=dict)
    """By the name: the index of the first user that has it."""

    def open(self) -> Steps[None]:
        self.tally.start()
        listing = yield from through_blocks(Call(list_.request()))
        users = listing.smarthosts if isinstance(listing.smarthosts, list) else []
        self._existing = {name for user in users if (name := getattr(user, "username", None))}

    def close(self) -> None: ...

    def claim(self, item: Item) -> None:
        # Here, in the order of the source: of two jobs at a time, either may be faster.
        if (name := _username_of(item.value)) is not None:
            self._first.setdefault(name, item.index)

    def count(self, outcome: UserOutcome) -> None:
        self.tally.counts[outcome.status] += 1

    def progress(self) -> UserProgress:
        return UserProgress(**self.tally.figures("created", "existing", "failed", "unknown"))

    def unfinished(self, item: Item) -> UserOutcome:
        if item.is_begun:
            doubt: UserOutcome = item.doubt
            return evolve(doubt, reason=f"{UNFINISHED} {doubt.reason}")
        return UserOutcome(
            index=item.index,
            username=_username_of(item.value),
            status="failed",
            reason=UNFINISHED,
        )

    def do(self, items: Sequence[Item]) -> Steps[None]:
        for item in items:
            try:
                body = self._body(item)
                item.outcome = yield from self._ensure(item, body)
            except JetEmailError as error:
                # A plan that lacks a feature concerns only the users that need it.
                if isinstance(error, FATAL) and not isinstance(error, PermissionDeniedError):
                    item.is_begun = _is_doubtful(item, error)
                    raise
                item.outcome = _outcome_of(item, error)

    @without_arguments
    def _body(self, item: Item) -> SmtpUsersCreateRequest:
        """Return the user to ensure.

        Raises:
            InvalidRequestError: It is invalid, or one before has its name, also an invalid one.
        """
        try:
            body = _user_of(item.value)
        except TypeError as error:
            raise InvalidRequestError(str(error), operation=ENSURE) from None
        if self._first.get(body.username, item.index) != item.index:
            reason = f"{body.username!r} came before, in this run: give each user once"
            raise invalid(ENSURE, "username", reason)
        return body

    def _ensure(self, item: Item, body: SmtpUsersCreateRequest) -> Steps[UserOutcome]:
        """Create the user, or update it, by the listing; then the other, if that was wrong."""
        if body.username not in self._existing:
            try:
                return (yield from self._create(item, body))
            except ConflictError as error:
                # By this run, perhaps: then a generated password is the user's, and no update sets
                # it. One that was given is set.
                if _is_doubtful(item, error) and not body.password:
                    raise
                # Created meanwhile.
                return (yield from self._update(item, body))
        try:
            return (yield from self._update(item, body))
        except NotFoundError:
            # Deleted meanwhile.
            return (yield from self._create(item, body))

    def _create(self, item: Item, body: SmtpUsersCreateRequest) -> Steps[UserOutcome]:
        # Here, not by the flow: what gives the item up must know the password.
        body = evolve(body, password=body.password or new_password())
        item.doubt = _doubt_of(item, body.password, _MAYBE_CREATED)
        created: CreatedSmtpUser = yield from _executed(create_user(body), item)
        return UserOutcome(
            index=item.index,
            username=body.username,
            status="created",
            password=created.password,
        )

    def _update(self, item: Item, body: SmtpUsersCreateRequest) -> Steps[UserOutcome]:
        changes = update_of(body)
        # Beside the name.
        if len(changes.to_dict()) > 1:
            item.doubt = _doubt_of(item, changes.password, _MAYBE_CHANGED)
            yield from through_blocks(Call(update.request(body=changes), (item,)))
        return UserOutcome(index=item.index, username=body.username, status="existing")


_MAYBE_CREATED = (
    "It may have been created: keep the password that was sent, which no later run returns. "
    "Check whether it works, or set another with smtp_users.update."
)
_MAYBE_CHANGED = "It may have the settings that were given: ensure it again."


def _doubt_of(item: Item, password: object, reason: str) -> UserOutcome:
    """Return the outcome of a user whose request may have acted."""
    return UserOutcome(
        index=item.index,
        username=_username_of(item.value),
        status="unknown",
        password=text_or_none(password),
        reason=reason,
    )


def _is_doubtful(item: Item, error: JetEmailError) -> bool:
    """Return True if a call for the user may have acted, this one or one before; note it.

    A conflict after an attempt that may have acted has the outcome "rejected", by a listing that
    may be wrong: so its error has the password.
    """
    if error.outcome == "unknown" or "password" in error.secrets:
        item.is_doubtful = True
    return item.is_doubtful


def _outcome_of(item: Item, error: JetEmailError) -> UserOutcome:
    """Return the outcome of a user whose call failed."""
    if not _is_doubtful(item, error):
        return UserOutcome(
            index=item.index,
            username=_username_of(item.value),
            status="failed",
            error=error,
            reason=str(error),
        )
    doubt: UserOutcome = item.doubt
    return evolve(
        doubt,
        # The server may have chosen another.
        password=error.secrets.get("password", doubt.password),
        error=error,
        # Otherwise, the text is about the last call only.
        reason=str(error)
        if error.outcome == "unknown"
        else f"{str(error).removesuffix('.')}. {doubt.reason}",
    )


def _user_of(value: Any) -> SmtpUsersCreateRequest:
    """Return an item as the model of its arguments; both validate it."""
    if isinstance(value, SmtpUsersCreateRequest):
        validate(value)
        return value
    if not isinstance(value, Mapping):
        raise wrong_type(ENSURE, "user", "a dict or a SmtpUsersCreateRequest", value)
    names = {one.name for one in fields(SmtpUsersCreateRequest)} - {"additional_properties"}
    if unknown := [name for name in value if name not in names]:
        raise TypeError(f"{ENSURE}: there is no argument {unknown[0]!r}: check its name")
    if "username" not in value:
        raise TypeError(f"{ENSURE}: the username is missing: give each user one")
    return SmtpUsersCreateRequest(**value)


def _username_of(value: Any) -> str | None:
    if isinstance(value, SmtpUsersCreateRequest):
        return text_or_none(value.username)
    return text_or_none(value.get("username")) if isinstance(value, Mapping) else None


def _executed(flow: Flow[Any], item: Item) -> Steps[Any]:
    """Execute the requests of a flow; return its value."""
    try:
        request = next(flow)
        while True:
            try:
                value = yield from through_blocks(Call(request, (item,)))
            except JetEmailError as error:
                request = flow.throw(error)
            else:
                request = flow.send(value)
    except StopIteration as end:
        return end.value
