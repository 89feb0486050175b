"""Going through a listing that comes in pages, one request at a time and only as far as asked."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar

from attrs import define, field, frozen

from .values import UNSET, Unset

P = TypeVar("P")
R = TypeVar("R")


@frozen
class Place:
    """Where a page begins."""

    limit: int
    page: int
    """Counted from 1."""
    offset: int
    """Rows before it."""


@define
class Walk(Generic[P, R]):
    """Where a listing has been gone through to."""

    limit: int
    rows_of: Callable[[P], list[R] | Unset]
    told: tuple[str, ...]
    """Where a page says how many rows a page has, if it does."""
    place: Place = field(init=False)
    is_over: bool = False
    _first: R | Unset = UNSET

    def __attrs_post_init__(self) -> None:
        self.place = Place(self.limit, 1, 0)

    def rows(self, page: P) -> list[R]:
        """The rows of a page; goes on to the next one, unless this is the last."""
        rows: Any = self.rows_of(page)
        # A server that takes no notice of the place gives the same page again, for ever.
        if not isinstance(rows, list) or not rows or (self._first in rows):
            self.is_over = True
            return []
        self._first = rows[0]
        self.is_over = len(rows) < self._full(page)
        self.place = Place(self.limit, self.place.page + 1, self.place.offset + len(rows))
        return rows

    def _full(self, page: Any) -> int:
        """How many rows a full page has: the server may give fewer than were asked for."""
        for name in self.told:
            page = getattr(page, name, None)
        return min(self.limit, page) if isinstance(page, int) and page > 0 else self.limit


def each(
    limit: int,
    page_at: Callable[[Place], P],
    rows_of: Callable[[P], list[R] | Unset],
    told: tuple[str, ...] = (),
) -> Iterator[R]:
    """Every row, as long as there are pages."""
    walk = Walk[P, R](limit, rows_of, told)
    while not walk.is_over:
        yield from walk.rows(page_at(walk.place))


async def each_async(
    limit: int,
    page_at: Callable[[Place], Awaitable[P]],
    rows_of: Callable[[P], list[R] | Unset],
    told: tuple[str, ...] = (),
) -> AsyncIterator[R]:
    """Every row, as long as there are pages; the async twin."""
    walk = Walk[P, R](limit, rows_of, told)
    while not walk.is_over:
        for row in walk.rows(await page_at(walk.place)):
            yield row
