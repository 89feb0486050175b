"""Creates of one client that want the same name and differ in what they make of it.

A list shows that a name was created, not by whose request. If another call of this client may have
created it, with another password, then neither call may take the user for its own.
"""

import threading

from attrs import define, field

from ._forks import renewed_in_children

# Of so many names it is remembered that a create acted on them, or may still do so.
_KEPT_MOST = 1000


@define(eq=False)
class Claim:
    """A call that creates a name, and whether another one wanted that, too."""

    name: str
    mark: int = field(repr=False, converter=hash)
    """Made of the content. Tells a request from another, and nothing of what is in it."""
    is_contested: bool = False


@define
class _Name:
    """Who creates a name now, and who did."""

    active: set[Claim] = field(factory=set)
    """Those of the calls that are under way."""
    calm: set[Claim] = field(factory=set)
    """Those of them that nobody contests yet: all of them, each time, would be quadratic."""
    acted: set[int] = field(factory=set)
    """The marks of calls that are over and may have acted: two tell as much as more would."""

    def contest(self, claim: Claim) -> None:
        """Let a call in: one that differs from any other contests the name with all of them."""
        is_other = any(other.mark != claim.mark for other in self.active)
        self.active.add(claim)
        self.calm.add(claim)
        if is_other or self.acted - {claim.mark}:
            for other in self.calm:
                other.is_contested = True
            self.calm.clear()

    def end(self, claim: Claim, *, may_have_acted: bool) -> None:
        """Let a call go, if it is here."""
        if claim in self.active and may_have_acted and len(self.acted) < 2:
            self.acted.add(claim.mark)
        self.calm.discard(claim)
        self.active.discard(claim)


class Contests:
    """Who creates what; shared by all tasks and threads of a client."""

    def __init__(self) -> None:
        self._names: dict[str, _Name] = {}
        self._kept: dict[str, None] = {}
        """The names on which a create may have acted, the latest last."""
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Take a lock of this process's own."""
        # Reentrant: the handler of a signal may make a call while it is held.
        self._lock = threading.RLock()

    def enter(self, claim: Claim) -> Claim:
        """Note that a name is being created."""
        with self._lock:
            self._names.setdefault(claim.name, _Name()).contest(claim)
        return claim

    def leave(self, claim: Claim, *, may_have_acted: bool) -> None:
        """Note that a call is over. One that may have acted contests the name of later ones."""
        with self._lock:
            if (known := self._names.get(claim.name)) is None:
                # Interrupted before it came in.
                return
            known.end(claim, may_have_acted=may_have_acted)
            if may_have_acted:
                self._kept.pop(claim.name, None)
                self._kept[claim.name] = None
            if len(self._kept) > _KEPT_MOST:
                oldest = next(iter(self._kept))
                del self._kept[oldest]
                self._names[oldest].acted.clear()
                self._forget(oldest)
            self._forget(claim.name)

    def _forget(self, name: str) -> None:
        known = self._names.get(name)
        if known and not known.active and not known.acted:
            del self._names[name]
