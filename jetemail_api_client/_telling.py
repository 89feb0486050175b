"""What a call tells its listeners and the log of its attempts and its end.

Where nobody listens, no event is made: every call comes through here.
"""

from ._call import Call
from ._events import (
    ABANDONED,
    AttemptEnded,
    CallEnded,
    CallInfo,
    RetryScheduled,
    failure_of,
    logger,
    tell,
)
from ._policy import Answer, Fault, outcome_of
from ._settings import address_of
from ._shared import Shared
from .errors import Attempt, JetEmailError


def info_of(call: Call) -> CallInfo:
    """Which call it is."""
    operation, base_url = call.request.operation, call.settings.base_url
    host, port = address_of(base_url)
    return CallInfo(
        operation=operation.name,
        method=operation.method,
        path=operation.path,
        url=base_url + operation.path,
        host=host,
        port=port,
        started=call.began,
    )


def record(call: Call, event: Answer | Fault, begun: float, ended: float) -> None:
    """Note what came of the attempt that was under way."""
    operation = call.request.operation
    attempt = Attempt(
        number=len(call.attempts) + 1,
        started=begun,
        elapsed=ended - begun,
        outcome=outcome_of(event, call.request.retry),
        result=call.scrubbed(event.reason) if isinstance(event, Fault) else str(event.status),
        status=event.status if isinstance(event, Answer) else None,
        phase=event.phase if isinstance(event, Fault) else None,
    )
    call.attempts.append(attempt)
    call.begun = None
    logger.debug("%s: attempt %d: %s", operation.name, attempt.number, attempt.result)


def tell_attempt(call: Call, shared: Shared) -> None:
    """Tell that the last attempt is over."""
    if shared.listeners:
        tell(shared.listeners, AttemptEnded(call=info_of(call), attempt=call.attempts[-1]))


def tell_retry(call: Call, pause: float, shared: Shared) -> None:
    """Tell that another attempt will be made, after so many seconds."""
    last = call.attempts[-1]
    if shared.listeners:
        tell(shared.listeners, RetryScheduled(call=info_of(call), attempt=last, pause=pause))
    logger.info(
        "%s: trying again in %.2f s after: %s", call.request.operation.name, pause, last.result
    )


def tell_end(
    call: Call, started: float, shared: Shared, error: BaseException | None = None
) -> None:
    """Tell that the call is over, and what it raised, if it did."""
    elapsed = shared.clock.monotonic() - started
    failure = failure_of(error) if isinstance(error, JetEmailError) else None
    is_abandoned = error is not None and failure is None
    if is_abandoned and call.begun is not None:
        # Whether it had been sent is not known here; that it may have been is never wrong.
        record(call, Fault(ABANDONED, may_have_arrived=True), call.begun, elapsed)
        tell_attempt(call, shared)
    if shared.listeners:
        ended = CallEnded(
            call=info_of(call),
            attempts=tuple(call.attempts),
            elapsed=elapsed,
            failure=failure,
            is_abandoned=is_abandoned,
            is_reconciled=call.is_reconciled,
        )
        tell(shared.listeners, ended)
