"""What a run and its rules exchange: items, and the steps of their work."""

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from attrs import define, field, frozen

from .._runtime.operations import Request

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
O = TypeVar("O")  # noqa: E741 - an outcome
P_co = TypeVar("P_co", covariant=True)


@define(eq=False)
class Item:
    """One item of the source."""

    index: int
    value: Any = field(repr=False)
    """As the source gave it; it may hold a password."""
    is_begun: bool = False
    """True once a request with it may have left."""
    is_doubtful: bool = False
    """True once a call with it may have acted, also if a later one fails for certain."""
    doubt: Any = field(default=None, repr=False)
    """The outcome that it has if nothing more becomes known, once it is begun."""
    claim: "Future[bool] | None" = field(default=None, repr=False)
    """What `Work.claim` returns of it."""
    outcome: Any = field(default=None, repr=False)


# What the work of an item yields.


@frozen
class Compute:
    """Call a function; in a thread, if it is slow."""

    function: Callable[[], Any]
    is_slow: bool = False


@frozen
class Store:
    """Call a function in the one thread that reads and writes files."""

    function: Callable[[], Any]


@frozen
class Sleep:
    """Sleep."""

    seconds: float


@frozen
class Call:
    """Execute a request."""

    request: Request[Any]
    items: Sequence[Item] = ()
    """The items in it, which are begun when it leaves."""
    announce: Callable[[], object] | None = None
    """Called in the thread for files, before the request leaves for the first time."""


Step: TypeAlias = Compute | Store | Sleep | Call
Steps: TypeAlias = Generator[Step, Any, T]


class Work(Protocol[O, P_co]):
    """What a run does with its items."""

    batch_size: int
    """Items of a job."""

    def open(self) -> Steps[None]:
        """Prepare, before an item is taken."""
        ...

    def claim(self, item: Item) -> Callable[[], bool] | None:
        """Claim the name or id of an item, in the order of the source: jobs overtake each other.

        Return what the thread for files does first of all with it, or None.
        """
        ...

    def do(self, items: Sequence[Item]) -> Steps[None]:
        """Set the outcome of each item of a job; an exception ends the run."""
        ...

    def unfinished(self, item: Item) -> O:
        """Return the outcome of an item that was given up."""
        ...

    def count(self, outcome: O) -> None:
        """Count an outcome that is returned."""
        ...

    def progress(self) -> P_co:
        """Return the counts."""
        ...

    def close(self) -> None:
        """Close what was stored, if anything was; called in the thread for files."""
        ...
