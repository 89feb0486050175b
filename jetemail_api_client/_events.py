"""What a client tells about its calls: plain data, without bodies, keys or query values."""

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import frozen

from .errors import Attempt, JetEmailError, Outcome, Phase

logger = logging.getLogger("jetemail_api_client")
# What becomes of its records is the application's to say, also if it says nothing.
logger.addHandler(logging.NullHandler())

ABANDONED = "abandoned"
"""The result of an attempt that was given up before it was over."""


@frozen(kw_only=True)
class CallInfo:
    """Which call an event is about."""

    operation: str
    """Public name, such as "smtp_users.create"."""
    method: str
    path: str
    """The path as described, placeholders unfilled."""
    url: str
    """The whole address, placeholders unfilled, without a query."""
    host: str
    port: int
    started: float
    """When the call began, in Unix seconds."""


@frozen(kw_only=True)
class AttemptEnded:
    """An attempt is over; `attempt.started` counts from the start of the call.

    One that was given up, because its call was, has the result "abandoned". Whether its request had
    been sent is not known: its outcome is "unknown".
    """

    call: CallInfo
    attempt: Attempt


@frozen(kw_only=True)
class RetryScheduled:
    """Another attempt will be made."""

    call: CallInfo
    attempt: Attempt
    """The one that is over."""
    pause: float
    """Seconds until the next one."""


@frozen(kw_only=True)
class Failure:
    """What a call raised, as plain data.

    Without the API's own words, which may repeat what was sent: the error itself has them.
    """

    kind: str
    """Name of the error's class, such as "ConflictError"."""
    outcome: Outcome
    status: int | None
    phase: Phase | None
    """What was being waited for, if the time was up."""
    retry_after: float | None
    """Seconds that the server asked to wait."""


@frozen(kw_only=True)
class CallEnded:
    """The call is over. It is told once for each call that began."""

    call: CallInfo
    attempts: tuple[Attempt, ...]
    elapsed: float
    """Seconds from the start of the call."""
    failure: Failure | None
    """What it raised, if that is an error of this package."""
    is_abandoned: bool = False
    """Whether it was given up: cancelled, interrupted, or ended by an error from elsewhere."""
    is_reconciled: bool = False
    """Whether a create's answer was lost, and a list shows that it was done."""


Event: TypeAlias = AttemptEnded | RetryScheduled | CallEnded
Listener: TypeAlias = Callable[[Event], object]
Listeners: TypeAlias = Listener | Sequence[Listener]
"""One listener, or several, which are told one after the other."""


def listeners_of(on_event: Listeners | None) -> tuple[Listener, ...]:
    """The listeners that a client is given."""
    found = (on_event,) if callable(on_event) else tuple(on_event or ())
    if not all(map(callable, found)):
        raise TypeError("on_event: expected a callable, or a sequence of them")
    return found


def failure_of(error: JetEmailError) -> Failure:
    """What is told of an error."""
    return Failure(
        kind=type(error).__name__,
        outcome=error.outcome,
        status=getattr(error, "status", None),
        phase=getattr(error, "phase", None),
        retry_after=getattr(error, "retry_after", None),
    )


def tell(listeners: tuple[Listener, ...], event: Event) -> None:
    """Tell an event; a listener that fails is logged, and changes nothing."""
    for listener in listeners:
        try:
            listener(event)
        except Exception as error:  # noqa: BLE001 - a listener's own error changes nothing
            # Without the chain: it holds what the call itself is handling, with the API's words.
            trace = "".join(traceback.format_exception(error, chain=False))
            logger.error("A listener failed on %s\n%s", type(event).__name__, trace)  # noqa: TRY400
