"""Waiting for a turn: the steps of a call before each of its attempts."""

from ._answers import closed_error, held_back_error
from ._call import Call
from ._pacing import Turn
from ._shared import Shared
from ._steps import Conversation, Pause
from .errors import JetEmailError

# A turn may come sooner than was said, if others give theirs back: a call that waits looks again.
_LOOK_AGAIN = 1.0


def turn(
    call: Call, error: JetEmailError | None, started: float, shared: Shared
) -> Conversation[float]:
    """Wait until the request may go out; the seconds from the call's start to then.

    Args:
        call: Whose request it is.
        error: What its last attempt came to, if it had one.
        started: When it began, in the clock's seconds.
        shared: What it waits for.
    """
    clock, pacer = shared.clock, shared.pacer
    own, until = Turn(call.request.operation.lane), started + call.settings.deadline
    try:
        # Here, and not before: an interrupt in between would leave it in the queue for good.
        pacer.join(own)
        while True:
            now = clock.monotonic()
            wait = pacer.wait(own, now, until)
            _check(call, error, now - started + wait, wait, shared)
            if not wait:
                return now - started
            yield Pause(min(wait, _LOOK_AGAIN))
    except BaseException:
        # Cancelled, or too late: who comes next moves up.
        pacer.give_back(own)
        raise


def _check(
    call: Call, error: JetEmailError | None, elapsed: float, wait: float, shared: Shared
) -> None:
    if shared.is_closed:
        raise error or closed_error(call)
    if elapsed >= call.settings.deadline:
        is_closed = shared.pacer.is_closed(shared.clock.monotonic())
        raise held_back_error(call, wait, is_closed=is_closed) from error
