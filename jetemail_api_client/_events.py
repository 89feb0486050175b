"""What a client tells about its calls: plain data, without bodies, keys or query values."""

import logging
from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from .errors import Attempt, JetEmailError

logger = logging.getLogger("jetemail_api_client")


@frozen(kw_only=True)
class CallInfo:
    """Which call an event is about."""

    operation: str
    """Public name, such as "smtp_users.create"."""
    method: str
    path: str
    """The path as described, placeholders unfilled."""
    host: str
    port: int
    started: float
    """When the call began, in Unix seconds."""


@frozen(kw_only=True)
class AttemptEnded:
    """An attempt is over; `attempt.started` counts from the start of the call."""

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
class CallEnded:
    """The call is over."""

    call: CallInfo
    attempts: tuple[Attempt, ...]
    elapsed: float
    """Seconds from the start of the call."""
    error: JetEmailError | None
    """What it raised, if it did."""
    is_reconciled: bool = False
    """Whether a create's answer was lost, and a list shows that it was done."""


Event: TypeAlias = AttemptEnded | RetryScheduled | CallEnded
Listener: TypeAlias = Callable[[Event], object]


def tell(listeners: tuple[Listener, ...], event: Event) -> None:
    """Tell an event; a listener that fails is logged, and changes nothing."""
    for listener in listeners:
        try:
            listener(event)
        except Exception:
            logger.exception("A listener failed on %s", type(event).__name__)
