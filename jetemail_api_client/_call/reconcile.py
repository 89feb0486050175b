"""Reconcile creates of unique names after an attempt that may have acted. Pure.

A plain retry would get a conflict with the first attempt's own effect. So the flow requests the
listing: an absent resource is created again, one that only this call can have created is returned,
and otherwise the error says that the outcome is unknown and carries the secrets of the request.
"""

import threading
from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from attrs import define, field, frozen

from .._fork import reset_after_fork
from .._runtime.operations import Request
from .policy import parse_http_date

T_co = TypeVar("T_co", covariant=True)

Decision = Literal["absent", "ours", "other", "unclear"]
"""What a listing shows of a name: no resource, one of this call, one of another, or neither."""

DateSample: TypeAlias = tuple[str, float, float]
"""A Date header, and the monotonic times in seconds between which the server wrote it."""

# A time may be cut to whole seconds, and come from another machine than the Date header.
CLOCK_TOLERANCE = 2.0


@frozen(kw_only=True)
class Window:
    """The time of this call's attempts, in Unix seconds of the server's clock."""

    begin: float
    end: float

    def contains(self, moment: float) -> bool:
        """Return True if a moment is within the window, give or take the tolerance."""
        return self.begin - CLOCK_TOLERANCE <= moment <= self.end + CLOCK_TOLERANCE


def server_window(begin: float, end: float, sample: DateSample | None) -> Window | None:
    """Convert two monotonic times to the server's clock; None if that is unknown.

    Args:
        begin: Monotonic seconds, which no change of the clock affects.
        end: Monotonic seconds.
        sample: The last Date header of the server.
    """
    if sample is None:
        return None
    header, before, after = sample
    date = parse_http_date(header)
    if date is None:
        return None
    # A Date header is cut to whole seconds: it was written within the second that it names.
    return Window(begin=begin + date - after, end=end + date + 1 - before)


class Reconciler(Protocol[T_co]):
    """Finds out from a listing what one create did."""

    @property
    def name(self) -> str:
        """The name to create, with its kind: two creates of one name cannot both succeed."""
        ...

    @property
    def listing(self) -> Request[Any]:
        """The request for the listing that would show the name."""
        ...

    @property
    def secrets(self) -> Mapping[str, str]:
        """Secrets of the request that the caller must not lose."""
        ...

    def decide(self, listing: Any, window: Window | None, /) -> Decision:
        """Decide whose the name in the listing is."""
        ...

    def value(self, listing: Any, /) -> T_co:
        """Return the result of the call, made from the listing."""
        ...


# A listing shows that a name was created, not by which request. If another call of this client may
# have created it with another password, neither call may return the user as its own.

# The number of names for which it is remembered that a create may have acted.
_MAX_REMEMBERED = 1000


@define(eq=False)
class PendingCreate:
    """A call that creates a name."""

    name: str
    fingerprint: int = field(repr=False, converter=hash)
    """Hash of the content: tells requests apart without holding a secret."""
    has_rival: bool = False
    """True if a different request for the same name is pending or may have acted."""


@define
class _Name:
    """The calls that create one name."""

    pending: set[PendingCreate] = field(factory=set)
    without_rival: set[PendingCreate] = field(factory=set)
    """Those of them without a rival: marking all, for each new call, would be quadratic."""
    acted: set[int] = field(factory=set)
    """Fingerprints of ended calls that may have acted; two are enough to see a rival."""

    def add(self, create: PendingCreate) -> None:
        """Add a call; one that differs from another makes all of them rivals."""
        differs = any(other.fingerprint != create.fingerprint for other in self.pending)
        self.pending.add(create)
        self.without_rival.add(create)
        if differs or self.acted - {create.fingerprint}:
            for other in self.without_rival:
                other.has_rival = True
            self.without_rival.clear()

    def end(self, create: PendingCreate, *, may_have_acted: bool) -> None:
        """Remove a call, if it is there."""
        if create in self.pending and may_have_acted and len(self.acted) < 2:
            self.acted.add(create.fingerprint)
        self.without_rival.discard(create)
        self.pending.discard(create)


class PendingCreates:
    """The names that a client is creating; shared by its tasks and threads."""

    def __init__(self) -> None:
        self._names: dict[str, _Name] = {}
        self._remembered: dict[str, None] = {}
        """Names on which an ended create may have acted, the latest last."""
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Make a lock of this process."""
        # Reentrant: a signal handler may make a call while it is held.
        self._lock = threading.RLock()

    def begin(self, create: PendingCreate) -> PendingCreate:
        """Register a call that creates a name."""
        with self._lock:
            self._names.setdefault(create.name, _Name()).add(create)
        return create

    def end(self, create: PendingCreate, *, may_have_acted: bool) -> None:
        """Unregister a call. One that may have acted is a rival of later ones."""
        with self._lock:
            if (name := self._names.get(create.name)) is None:
                # Interrupted before it was registered.
                return
            name.end(create, may_have_acted=may_have_acted)
            if may_have_acted:
                self._remembered.pop(create.name, None)
                self._remembered[create.name] = None
            if len(self._remembered) > _MAX_REMEMBERED:
                oldest = next(iter(self._remembered))
                del self._remembered[oldest]
                self._names[oldest].acted.clear()
                self._discard_if_unused(oldest)
            self._discard_if_unused(create.name)

    def _discard_if_unused(self, key: str) -> None:
        name = self._names.get(key)
        if name and not name.pending and not name.acted:
            del self._names[key]
