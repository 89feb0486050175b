"""Hooks: functions that a client calls with an event after each attempt, retry and call.

Give them as `hooks=` to a client. Events are plain data without bodies, keys or query values.

A hook is a plain function. It runs within the call, in its task or thread, and is not awaited: it
must be quick and must not block. It may make calls itself, or start a task. Its exceptions are
logged and ignored, but for those like KeyboardInterrupt that are no `Exception`: they end the call.

A call that fails before it starts, for an invalid argument or a missing key, emits no event.
"""

import logging
import os
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TypeAlias

from attrs import frozen

from ._runtime.functions import check_plain, discard, name_of
from .errors import Attempt, JetEmailError, Outcome, Phase

__all__ = [
    "AttemptEnded",
    "CallEnded",
    "CallInfo",
    "Event",
    "Failure",
    "Hook",
    "Hooks",
    "RetryScheduled",
]

logger: logging.Logger = logging.getLogger("jetemail_api_client")
# The application decides where records go; by default, nowhere.
logger.addHandler(logging.NullHandler())

LOG = "JETEMAIL_LOG"
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}


def _log_as_in_environment() -> None:
    """Write records to standard error, from the level that the environment sets.

    Those that a handler of the application writes to a stream are left to it.
    """
    given = os.environ.get(LOG, "").strip().lower()
    if not given:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    handler.addFilter(partial(_is_only_writer, handler))
    logger.addHandler(handler)
    if given in _LEVELS:
        logger.setLevel(_LEVELS[given])
    else:
        logger.warning("%s is not one of %s: it is ignored", LOG, ", ".join(_LEVELS))


def _is_only_writer(own: logging.Handler, record: logging.LogRecord) -> bool:
    # Asked for each record: applications configure logging after their imports.
    place: logging.Logger | None = logging.getLogger(record.name)
    while place is not None:
        if any(one is not own and _writes(one, record) for one in place.handlers):
            return False
        place = place.parent if place.propagate else None
    return True


def _writes(handler: logging.Handler, record: logging.LogRecord) -> bool:
    # Handlers of files, Sentry and OpenTelemetry show nothing where the variable does.
    is_stream = isinstance(handler, logging.StreamHandler)
    is_file = isinstance(handler, logging.FileHandler)
    return is_stream and not is_file and record.levelno >= handler.level


_log_as_in_environment()

ABANDONED = "abandoned"
"""The result of an attempt that was cancelled or interrupted."""


@frozen(kw_only=True)
class CallInfo:
    """The call that an event is about."""

    operation: str
    """Public name, such as "smtp_users.create"."""
    method: str
    """HTTP method, such as "POST"."""
    path: str
    """Path template."""
    url: str
    """Base URL and path template, without a query."""
    host: str
    """Host of the base URL."""
    port: int
    """Port of the base URL."""
    started: float
    """Start of the call in Unix seconds."""


@frozen(kw_only=True)
class AttemptEnded:
    """An attempt has ended; `attempt.started` counts from the start of the call.

    An attempt that was cancelled with its call has the result "abandoned" and the outcome
    "unknown": its request may have been sent.
    """

    call: CallInfo
    """The call of the attempt."""
    attempt: Attempt
    """The attempt that ended."""


@frozen(kw_only=True)
class RetryScheduled:
    """The client will retry."""

    call: CallInfo
    """The call that is retried."""
    attempt: Attempt
    """The attempt that failed."""
    delay: float
    """Seconds until the next attempt."""


@frozen(kw_only=True)
class Failure:
    """The error of a call as plain data.

    It has no message of the API, which may repeat what was sent; the error itself has it.
    """

    kind: str
    """Name of the error's class, such as "ConflictError"."""
    outcome: Outcome
    """The effect of the call at the server."""
    status: int | None
    """Status of the response; None without a complete one."""
    phase: Phase | None
    """The phase in which a timeout expired."""
    retry_after: float | None
    """Seconds that the server asked to wait."""

    @classmethod
    def from_error(cls, error: JetEmailError) -> "Failure":
        """Take the plain data of an error."""
        return cls(
            kind=type(error).__name__,
            outcome=error.outcome,
            status=getattr(error, "status", None),
            phase=getattr(error, "phase", None),
            retry_after=getattr(error, "retry_after", None),
        )


@frozen(kw_only=True)
class CallEnded:
    """The call has ended; emitted once for each call that started."""

    call: CallInfo
    """The call that ended."""
    attempts: tuple[Attempt, ...]
    """Its attempts, in order."""
    elapsed: float
    """Seconds from the start of the call."""
    failure: Failure | None
    """The error that it raised, if it is one of this package."""
    is_abandoned: bool = False
    """True if it was cancelled, interrupted, or ended by a foreign exception."""
    is_reconciled: bool = False
    """True if the response of a create was lost, and a listing showed that it succeeded."""


Event: TypeAlias = AttemptEnded | RetryScheduled | CallEnded
"""What a hook is called with."""

Hook: TypeAlias = Callable[[Event], object]
"""A function that is called with each event; what it returns is ignored."""

Hooks: TypeAlias = Hook | Sequence[Hook]
"""One hook, or several, which are called in order."""


class ContextHook(ABC):
    """The base of a hook that also sets the context in which an attempt is sent.

    An event comes after the attempt: too late for that.
    """

    @abstractmethod
    def __call__(self, event: Event, /) -> object:
        """Receive an event."""

    @abstractmethod
    def exchange_context(self) -> AbstractContextManager[object]:
        """Return the context manager of one attempt."""


def as_hooks(hooks: Hooks | None) -> tuple[Hook, ...]:
    """Return the hooks that a client was given as a tuple.

    Raises:
        TypeError: One is not a plain function.
    """
    if callable(hooks):
        listed: tuple[Hook, ...] = (hooks,)
    elif isinstance(hooks, Iterable | None):
        listed = tuple(hooks or ())
    else:
        raise TypeError(f"hooks: expected functions, got {type(hooks).__name__}")
    for hook in listed:
        check_plain("hooks", hook)
        if isinstance(hook, type):
            raise TypeError(f"hooks: {name_of(hook)} is a class: give an object of it")
    return listed


def exchange_context_of(hooks: tuple[Hook, ...]) -> Callable[[], AbstractContextManager[object]]:
    """Return what makes the context in which an attempt is sent; of several hooks, the first."""
    found = (hook.exchange_context for hook in hooks if isinstance(hook, ContextHook))
    return next(found, nullcontext)


def emit(hooks: tuple[Hook, ...], event: Event) -> None:
    """Call the hooks with an event; the exception of a hook is logged and ignored."""
    for hook in hooks:
        try:
            if discard(hook(event)):
                logger.error(
                    "A hook did nothing on %s: %s returned a coroutine or a generator, which "
                    "nothing runs",
                    type(event).__name__,
                    name_of(hook),
                )
        except Exception as error:  # noqa: BLE001 - an error of a hook changes nothing
            # Without the chain: it holds the error of the call, with the API's message.
            trace = "".join(traceback.format_exception(error, chain=False))
            logger.error("A hook failed on %s\n%s", type(event).__name__, trace)  # noqa: TRY400


def __dir__() -> list[str]:
    return __all__
