"""Iteration over a listing with pages, one request at a time and only as far as needed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar

from attrs import define, field, frozen

from .values import UNSET, Unset

P = TypeVar("P")
R = TypeVar("R")


@frozen
class Position:
    """The position of a page."""

    limit: int
    page: int
    """Counted from 1."""
    offset: int
    """Rows before the page."""


@define
class Paginator(Generic[P, R]):
    """Decides which page to request next, and when the listing ends."""

    limit: int
    rows_of: Callable[[P], list[R] | Unset]
    limit_path: tuple[str, ...]
    """Attributes that lead to the page size in a response, if it has one."""
    position: Position = field(init=False)
    is_finished: bool = False
    _first: R | Unset = UNSET

    def __attrs_post_init__(self) -> None:
        self.position = Position(self.limit, 1, 0)

    def rows(self, page: P) -> list[R]:
        """Return the rows of a page and move to the next one, unless this is the last."""
        rows: Any = self.rows_of(page)
        # A server that ignores the position would return the same page forever.
        if not isinstance(rows, list) or not rows or (self._first in rows):
            self.is_finished = True
            return []
        self._first = rows[0]
        self.is_finished = len(rows) < self._page_size(page)
        now = self.position
        self.position = Position(self.limit, now.page + 1, now.offset + len(rows))
        return rows

    def _page_size(self, page: Any) -> int:
        """Return the size of a full page: the server may return fewer rows than requested."""
        for name in self.limit_path:
            page = getattr(page, name, None)
        return min(self.limit, page) if isinstance(page, int) and page > 0 else self.limit


def paginate(
    limit: int,
    page_at: Callable[[Position], P],
    rows_of: Callable[[P], list[R] | Unset],
    limit_path: tuple[str, ...] = (),
) -> Iterator[R]:
    """Yield the rows of all pages."""
    pages = Paginator[P, R](limit, rows_of, limit_path)
    while not pages.is_finished:
        yield from pages.rows(page_at(pages.position))


async def paginate_async(
    limit: int,
    page_at: Callable[[Position], Awaitable[P]],
    rows_of: Callable[[P], list[R] | Unset],
    limit_path: tuple[str, ...] = (),
) -> AsyncIterator[R]:
    """Yield the rows of all pages."""
    pages = Paginator[P, R](limit, rows_of, limit_path)
    while not pages.is_finished:
        for row in pages.rows(await page_at(pages.position)):
            yield row
