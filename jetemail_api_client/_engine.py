"""One call as a conversation: what to send or how long to wait next, until a value or an error.

`conversation` decides and does no I/O. A driver, async or sync, does what each step says and hands
back what came of it: see `client.py`.
"""

from typing import Any, TypeVar

from attrs import evolve

from ._answers import (
    error_of,
    is_gone,
    taken_error,
    value_of,
    value_of_gone,
)
from ._call import Call
from ._contests import Claim
from ._events import logger
from ._pacing import GATE_MOST
from ._policy import (
    Answer,
    Fault,
    effect_of,
    is_retried,
    pause_before_retry,
    retry_after,
)
from ._reconciling import SLACK, Plan, Verdict, Window, window_of
from ._runtime.readings import Oddities
from ._runtime.records import Request
from ._settings import Settings
from ._shared import Clock, Shared
from ._steps import Conversation, Pause, check_key, send_of
from ._telling import record, tell_attempt, tell_end, tell_retry
from ._turns import turn
from .errors import JetEmailError

T = TypeVar("T")


def conversation(
    request: Request[T], settings: Settings, shared: Shared, plan: Plan[T] | None = None
) -> Conversation[T]:
    """The steps of one call.

    Args:
        request: What to send.
        settings: How long and how often to try.
        shared: What all calls of the client have in common.
        plan: How to find out what became of a create whose answer was lost, if it can be.

    Raises:
        JetEmailError: What `jetemail_api_client.errors` says.
    """
    check_key(request, settings)
    call = Call(request=request, settings=settings, plan=plan, began=shared.clock.unix())
    started = shared.clock.monotonic()
    try:
        if plan:
            call.claim = Claim(plan.name, request.content)
            shared.contests.enter(call.claim)
        value: T = yield from _attempts(call, started, shared)
        _leave(call, shared)
    except BaseException as error:
        try:
            _leave(call, shared, error)
        except BaseException:
            # Interrupted: nobody else would do it.
            _leave(call, shared, error)
            raise
        if isinstance(error, JetEmailError):
            error.elapsed = shared.clock.monotonic() - started
        tell_end(call, started, shared, error)
        raise
    tell_end(call, started, shared)
    return value


def _leave(call: Call, shared: Shared, error: BaseException | None = None) -> None:
    """Give up the call's claim, if it has one."""
    if call.claim is not None:
        may_have_acted = not isinstance(error, JetEmailError) or error.outcome == "unknown"
        shared.contests.leave(call.claim, may_have_acted=may_have_acted)


def _attempts(call: Call, started: float, shared: Shared) -> Conversation[Any]:
    settings, clock = call.settings, shared.clock
    error: JetEmailError | None = None
    end: Any = None
    try:
        while True:
            begun = call.begun = yield from turn(call, error, started, shared)
            event = yield send_of(call.request, settings, settings.deadline - begun)
            assert event is not None  # noqa: S101 - a driver answers a Send; narrows the type
            record(call, event, begun, clock.monotonic() - started)
            _learn(call, event, shared)
            end = _end(event, call, shared)
            # Not before the answer was read: one that cannot be is not done.
            tell_attempt(call, shared)
            if not isinstance(end, JetEmailError):
                return end
            error = end
            # It may become the cause of another one.
            error.elapsed = clock.monotonic() - started
            verdict, listing = yield from _looked_up(call, error, started, shared)
            if verdict == "ours":
                return _found(call, listing)
            if verdict == "other":
                raise taken_error(event, call)
            left = settings.deadline - (clock.monotonic() - started)
            pause = _pause(call, event, left, clock, is_absent=verdict == "absent")
            if shared.is_closed or pause is None or not shared.budget.take():
                raise error
            tell_retry(call, pause, shared)
            yield Pause(pause)
            if shared.is_closed or clock.monotonic() - started >= settings.deadline:
                # Closed meanwhile, or the pause took longer than it was to.
                raise error
    finally:
        # What is raised holds this frame, which is not to hold it in turn.
        error = end = None


def _looked_up(
    call: Call, error: JetEmailError, started: float, shared: Shared
) -> Conversation[tuple[Verdict, Any]]:
    """What a list says of the name that an attempt may have taken, and the list."""
    clock, plan = shared.clock, call.plan
    left = call.settings.deadline - (clock.monotonic() - started)
    if plan is None or shared.is_closed or error.outcome != "unknown" or left <= 0:
        return "unclear", None
    settings = evolve(call.settings, deadline=left)
    # An answer to this request, too, may repeat what the create sent.
    request = evolve(plan.listing, secrets=call.request.secrets)
    try:
        listing = yield from conversation(request, settings, shared)
    except JetEmailError as cause:
        raise error from cause
    verdict = plan.judge(listing, _window(call, started, shared))
    is_contested = call.claim is not None and call.claim.is_contested
    return ("unclear" if verdict == "ours" and is_contested else verdict), listing


def _window(call: Call, started: float, shared: Shared) -> Window | None:
    """The time since the first attempt that may have acted, on the server's clock."""
    now = shared.clock.monotonic()
    if abs(shared.clock.unix() - call.began - (now - started)) > SLACK:
        # A clock was set, or the machine slept: how long the call has taken is not known.
        return None
    first = next(attempt for attempt in call.attempts if attempt.outcome == "unknown")
    return window_of(started + first.started, now, shared.dated)


def _found(call: Call, listing: Any) -> Any:
    """The value of a create that the list shows to have been done."""
    assert call.plan is not None  # noqa: S101 - a verdict comes from a plan; narrows the type
    call.is_reconciled = True
    logger.info("%s: done, as a list shows; its answer was lost", call.request.operation.name)
    return call.plan.value(listing)


def _learn(call: Call, event: Answer | Fault, shared: Shared) -> None:
    """Take from an answer what concerns all calls: how long to wait, and the server's time."""
    call.retry_after = None
    if isinstance(event, Fault):
        return
    now = shared.clock.monotonic()
    call.retry_after = retry_after(event.headers, shared.clock.unix())
    if event.status == 429 and call.retry_after is not None:
        shared.pacer.close_until(now + min(call.retry_after, GATE_MOST))
    if date := event.headers.get("date"):
        shared.dated = (date, now - call.attempts[-1].elapsed, now)


def _pause(
    call: Call, event: Answer | Fault, left: float, clock: Clock, *, is_absent: bool
) -> float | None:
    """Seconds before the next attempt, if there may be one and it would begin in time."""
    attempts = len(call.attempts)
    may_repeat = is_retried(call.request.retry, effect_of(event), is_absent=is_absent)
    if isinstance(event, Fault) and event.is_permanent:
        return None
    if attempts >= call.settings.max_attempts or not may_repeat:
        return None
    pause = pause_before_retry(attempts, call.retry_after, clock.jitter())
    return pause if pause < left else None


def _end(event: Answer | Fault, call: Call, shared: Shared) -> Any:
    """The value of a success; of what is none, its error."""
    if isinstance(event, Answer):
        if effect_of(event) == "done":
            shared.budget.refund()
            return _read(event, call)
        if is_gone(event, call):
            return value_of_gone(event, call)
    return error_of(event, call)


def _read(answer: Answer, call: Call) -> Any:
    odd: Oddities = []
    value = value_of(answer, call, odd)
    if odd:
        name = call.request.operation.name
        logger.warning("%s: %s (departures: %d; all kept)", name, odd[0], len(odd))
    return value
