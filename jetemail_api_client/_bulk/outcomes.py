"""What users get of a run: outcomes, and counts."""

from typing import Any, Literal, TypeAlias

from attrs import field, fields, frozen

from .._generated.models.email_message import EmailMessage
from .._generated.models.email_result import EmailResult
from .._runtime.values import Model, redacted
from ..emails import SentEmail
from ..errors import JetEmailError

Identified: TypeAlias = tuple[str, EmailMessage]
"""A message with an id of your own, such as the key of its row in a database."""

SendStatus: TypeAlias = Literal["sent", "rejected", "not_sent", "unknown"]
"""The result for a message; "unknown" means that it may have been sent."""

UserStatus: TypeAlias = Literal["created", "existing", "failed", "unknown"]
"""The result for a user; "existing" means that it now has the settings that were given.

"unknown" means that it may have been created, or may have them.
"""


class _Outcome(Model):
    __slots__ = ()

    error: JetEmailError | None

    def to_jsonable(self) -> dict[str, Any]:
        """Return the attributes as JSON-ready values; the error as its text.

        A message has its attachments, and the password of a user is included.
        """
        # Not `evolve`: an item that is no message has no form in JSON.
        cls: Any = type(self)
        shown = {one.name: getattr(self, one.name) for one in fields(cls)}
        return {name: _jsonable(value) for name, value in shown.items()}


def _jsonable(value: Any) -> Any:
    if isinstance(value, Model):
        return value.to_jsonable()
    return value if value is None or isinstance(value, (str, int)) else str(value)


@frozen(kw_only=True, repr=False)
class SendOutcome(_Outcome):
    """The outcome of one message of a run."""

    index: int
    """Place of the message in the source, from 0."""
    id: str | None = None
    """The id that was given with it."""
    message: EmailMessage = field(repr=False)
    """As it was given, also if it is no message."""
    status: SendStatus
    """Sent: queued or scheduled. Rejected: by the API, or invalid. Unknown: it may have been sent.

    One that is rejected or not sent can be sent again without duplicating it.
    """
    result: SentEmail | EmailResult | None = None
    """The response; the API's result for it, of a batch; None from the journal."""
    error: JetEmailError | None = None
    """What the call raised; in a batch, several messages may have the same."""
    reason: str | None = None
    """Why it is not sent, in words; the text of the error, if there is one."""
    is_from_journal: bool = False
    """True if no request was sent in this run: the journal has the outcome."""


@frozen(kw_only=True, repr=False)
class UserOutcome(_Outcome):
    """The outcome of one SMTP user of a run."""

    index: int
    """Place of the user in the source, from 0."""
    username: str | None = None
    """None if there was none in the item."""
    status: UserStatus
    """Existing: the user existed, and has the settings that were given.

    Unknown: it may have been created with this password, or, if it existed, may have the settings.
    """
    password: str | None = field(default=None, repr=redacted)
    """The password of a user that was or may have been created, generated unless one was given.

    Keep that of an unknown user: no later run returns it.
    """
    error: JetEmailError | None = None
    """Why it failed, or is unknown; None if the run ended before."""
    reason: str | None = None
    """The text of the error, or why the user is unknown and what to do."""


@frozen(kw_only=True, repr=False)
class _Progress(Model):
    done: int
    """Outcomes that were returned."""
    total: int | None
    """Number of items, if the source has a length."""
    elapsed: float
    """Seconds since the first item was asked for."""
    rate: float
    """Outcomes a second, those from a journal not counted."""
    seconds_left: float | None
    """Seconds that the rest takes at this rate; None if that is not known."""


@frozen(kw_only=True, repr=False)
class SendProgress(_Progress):
    """The counts of `email.send_many`, so far."""

    sent: int
    """Messages that the API accepted."""
    rejected: int
    """Messages that the API rejected, or that are invalid."""
    not_sent: int
    """Messages that were not sent, for example because the network failed."""
    unknown: int
    """Messages that may have been sent."""
    from_journal: int
    """How many of these outcomes the journal had."""


@frozen(kw_only=True, repr=False)
class UserProgress(_Progress):
    """The counts of `smtp_users.ensure_many`, so far."""

    created: int
    """Users that did not exist."""
    existing: int
    """Users that existed, and now have the settings that were given."""
    failed: int
    """Users that were neither created nor changed."""
    unknown: int
    """Users that may have been created or changed."""
