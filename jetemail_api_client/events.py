"""What `on_event` is called with: plain records, without bodies, keys or query values.

A listener is called within the call, in its task or thread, and not awaited: it must be quick, and
must not block. It may make calls itself. Its errors are logged and change nothing; what is none,
such as a KeyboardInterrupt, ends the call.

A call that is refused before it begins, for a wrong argument or a missing key, is not told.
"""

from ._events import (
    AttemptEnded,
    CallEnded,
    CallInfo,
    Event,
    Failure,
    Listener,
    Listeners,
    RetryScheduled,
)

__all__ = [
    "AttemptEnded",
    "CallEnded",
    "CallInfo",
    "Event",
    "Failure",
    "Listener",
    "Listeners",
    "RetryScheduled",
]
