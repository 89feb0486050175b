"""Creates of unique names, after an attempt that may have acted: look, then decide. Pure.

A plain repeat would meet the first attempt's own effect as a conflict. So the list is asked: what
is not there is sent again, what is there and can only be this call's is returned, and where that
cannot be told the error says so and carries what the caller must not lose.
"""

from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypeAlias, TypeVar

from attrs import frozen

from ._policy import unix_seconds
from ._runtime.records import Request

T_co = TypeVar("T_co", covariant=True)

Verdict = Literal["absent", "ours", "other", "unclear"]
"""What a list says of a name: it is not there, or whose it is."""

Dated: TypeAlias = tuple[str, float, float]
"""A Date header, and between which seconds of our monotonic clock the server wrote it."""


@frozen(kw_only=True)
class Window:
    """The time in which our attempts were made, in Unix seconds of the server's clock."""

    begin: float
    end: float

    def has(self, moment: float) -> bool:
        """Whether something may have happened within it."""
        return self.begin - SLACK <= moment <= self.end + SLACK


# A moment may be told in whole seconds, and by another machine than the one that writes the Date.
SLACK = 2.0


def window_of(begin: float, end: float, dated: Dated | None) -> Window | None:
    """The time between two moments of our clock on the server's clock; None if that is not known.

    Args:
        begin: Seconds of our monotonic clock, which nobody sets.
        end: Seconds of our monotonic clock.
        dated: What the server said of its clock.
    """
    if dated is None:
        return None
    date, before, after = dated
    told = unix_seconds(date)
    if told is None:
        return None
    # A Date is cut to whole seconds: the moment was in the second that it names.
    return Window(begin=begin + told - after, end=end + told + 1 - before)


class Plan(Protocol[T_co]):
    """How to find out what became of one create."""

    @property
    def name(self) -> str:
        """What is created, with its kind: two creates of the same cannot both succeed."""
        ...

    @property
    def listing(self) -> Request[Any]:
        """The request for the list that has the name, if it was created."""
        ...

    @property
    def secrets(self) -> Mapping[str, str]:
        """What the caller must not lose."""
        ...

    def judge(self, listing: Any, window: Window | None, /) -> Verdict:
        """What the list says of the name."""
        ...

    def value(self, listing: Any, /) -> T_co:
        """The result of the call, from the list."""
        ...
