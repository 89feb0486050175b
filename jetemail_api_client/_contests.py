"""Creates of one client that want the same name and differ in what they make of it.

A list shows that a name was created, not by whose request. If another call of this client may have
created it, with another password, then neither call may take the user for its own.
"""

import threading
from collections import deque

from attrs import define, field

from ._forks import renewed_in_children

# Of so many creates that acted, or may still do so, the names are kept.
_KEPT_MOST = 1000


@define(eq=False)
class Claim:
    """A call that creates a name, and whether another one wanted that, too."""

    name: str
    mark: int = field(repr=False)
    """Tells a request from another, and nothing of what is in it."""
    is_contested: bool = False


class Contests:
    """Who creates what; shared by all tasks and threads of a client."""

    def __init__(self) -> None:
        self._claims: dict[str, list[Claim]] = {}
        self._kept: deque[Claim] = deque()
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Take a lock of this process's own."""
        self._lock = threading.Lock()

    def enter(self, name: str, content: bytes | None) -> Claim:
        """Note that a name is being created with a request of this content."""
        claim = Claim(name, hash(content))
        with self._lock:
            claims = self._claims.setdefault(name, [])
            for other in claims:
                if other.mark != claim.mark:
                    other.is_contested = claim.is_contested = True
            claims.append(claim)
        return claim

    def leave(self, claim: Claim, *, may_have_acted: bool) -> None:
        """Note that a call is over. One that may have acted contests the name of later ones."""
        with self._lock:
            if not may_have_acted:
                self._forget(claim)
                return
            self._kept.append(claim)
            if len(self._kept) > _KEPT_MOST:
                self._forget(self._kept.popleft())

    def _forget(self, claim: Claim) -> None:
        claims = self._claims[claim.name]
        claims.remove(claim)
        if not claims:
            del self._claims[claim.name]
