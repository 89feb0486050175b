"""What `on_event` is called with: plain records, without bodies, keys or query values.

A listener runs within the call, in its task or thread: it must be quick, and must not block.
"""

from ._events import AttemptEnded, CallEnded, CallInfo, Event, Listener, RetryScheduled

__all__ = ["AttemptEnded", "CallEnded", "CallInfo", "Event", "Listener", "RetryScheduled"]
