"""Iteration over a listing with pages, one request at a time and only as far as needed.

A listing may change between two requests, and rows then move to other pages. So where the response
describes the listing, nothing is concluded from rows alone: `Listing` names these facts.

1. Another page follows if any fact says so, even if another contradicts: a needless request costs
   little, and nobody would notice that rows are missing. Otherwise the listing ends if a fact says
   so. Without facts, it ends with a page that is not full.
2. A total or a position that contradicts its own page says nothing, and a total whose count was
   capped never says that the listing ends. An empty page is the last if any fact says so.
3. A row that a page before had is left out.
4. Pages without a new row are skipped, as many as rows can have moved to. Beyond that, the server
   ignores the position or announces pages that it does not have: the listing ends with a warning.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import define, field, frozen

from .values import UNSET, Unset, to_wire

P = TypeVar("P")
R = TypeVar("R")

Path: TypeAlias = tuple[str, ...]
"""Attributes that lead to a fact in a response; empty if it is not described."""

_logger = logging.getLogger("jetemail_api_client")

# The rows that are recognized when they come again: those of 100 pages. A row comes again at a
# distance of as many rows as were added since.
_MAX_REMEMBERED = 10_000
# The pages without a new row that are skipped where facts say that another page follows, beyond
# those of known rows: empty ones, or more of known rows if rows are added all the time.
_MAX_SKIPPED = 3


@frozen(kw_only=True)
class Listing:
    """What the description says of a listing: the identity of rows, and facts in responses."""

    name: str = ""
    """Public name of the iteration, for the log."""
    identity: tuple[str, ...] = ()
    """Fields that identify a row; if it does not have the first one, all of its fields do."""
    limit: Path = ()
    """Rows of a full page."""
    returned: Path = ()
    """Rows of this page."""
    total: Path = ()
    total_pages: Path = ()
    page: Path = ()
    """Number of this page, counted from 1."""
    offset: Path = ()
    """Rows before this page."""
    has_next: Path = ()
    next_offset: Path = ()
    """Offset of the next page; null on the last."""
    is_capped: Path = ()
    """True if rows beyond the total may exist."""


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
    rows_of: Callable[[P], list[R] | Unset | None]
    listing: Listing = field(factory=Listing)
    position: Position = field(init=False)
    is_finished: bool = False
    _seen: dict[int, None] = field(factory=dict)
    """Hashes of the keys of rows, the latest last: small, and practically never equal by chance."""
    _largest: int = 0
    """Rows of the largest page so far."""
    _useful: int = 0
    """Pages with new rows so far."""
    _skipped: int = 0
    """Pages without a new row since the last one with."""
    _described: object = None
    """The position that the last response describes."""

    def __attrs_post_init__(self) -> None:
        self.position = Position(self.limit, 1, 0)

    def rows(self, page: P) -> list[R]:
        """Return the new rows of a page and move to the next one, unless this is the last."""
        found: Any = self.rows_of(page)
        rows: list[R] = found if isinstance(found, list) else []
        keys = [hash(self._key(row)) for row in rows]
        new = [row for row, key in zip(rows, keys, strict=True) if key not in self._seen]
        self._remember(keys)
        self.is_finished = self._is_last(page, len(rows), has_new=bool(new))
        self._largest = max(self._largest, len(rows))
        now = self.position
        # Without a new row, a step as large as the pages: the server may skip rows on its side.
        step = len(rows) if new else self._largest or self.limit
        self.position = Position(self.limit, now.page + 1, now.offset + step)
        return new

    def _key(self, row: object) -> str:
        values = [getattr(row, name, None) for name in self.listing.identity]
        has_identity = values and values[0] is not None and values[0] is not UNSET
        return repr(values if has_identity else to_wire(row))

    def _remember(self, keys: list[int]) -> None:
        for key in keys:
            self._seen.pop(key, None)
            self._seen[key] = None
        while len(self._seen) > _MAX_REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _is_last(self, page: P, count: int, *, has_new: bool) -> bool:
        facts = set(self._facts(page, count))
        follows = True in facts or (not facts and self._is_full(page, count))
        described = (_number(page, self.listing.page), _number(page, self.listing.offset))
        has_moved = described == (None, None) or described != self._described
        self._described = described
        if has_new:
            self._useful, self._skipped = self._useful + 1, 0
            return not follows
        if not follows or (not count and False in facts):
            return True
        self._skipped += 1
        # Rows that were added move the known rows to later pages: as many as had new rows, at most.
        limit = (_MAX_SKIPPED if facts else 0) + (self._useful if count else 0)
        if has_moved and self._skipped <= limit:
            return False
        _logger.warning(
            "%s: ended after %d pages without a new row, although more seem to follow",
            self.listing.name,
            self._skipped,
        )
        return True

    def _facts(self, page: P, count: int) -> Iterator[bool]:
        """Yield what each fact says: True if another page follows, False if this is the last."""
        listing, now = self.listing, self.position
        has_next = _value(page, listing.has_next)
        if isinstance(has_next, int):
            yield bool(has_next)
        offset = max(_number(page, listing.offset) or 0, now.offset)
        if _value(page, listing.next_offset) is None:
            yield False
        elif (_number(page, listing.next_offset) or 0) > offset:
            yield True
        is_capped = bool(_value(page, listing.is_capped))
        number = max(_number(page, listing.page) or 0, now.page)
        for path, so_far in ((listing.total, offset + count), (listing.total_pages, number)):
            total = _number(page, path)
            if total is not None and (total > so_far or (total == so_far and not is_capped)):
                yield total > so_far

    def _is_full(self, page: P, count: int) -> bool:
        """Return True for a full page: the server may return fewer rows than requested."""
        size = min(self.limit, _number(page, self.listing.limit) or self.limit)
        return max(count, _number(page, self.listing.returned) or 0) >= size


def _value(page: Any, path: Path) -> Any:
    """Return a fact of a response; UNSET if it is not there."""
    for name in path:
        page = getattr(page, name, UNSET)
    return page if path else UNSET


def _number(page: Any, path: Path) -> int | None:
    value = _value(page, path)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and value >= 0 else None


def paginate(
    limit: int,
    page_at: Callable[[Position], P],
    rows_of: Callable[[P], list[R] | Unset | None],
    listing: Listing,
) -> Iterator[R]:
    """Yield the rows of all pages."""
    pages = Paginator[P, R](limit, rows_of, listing)
    while not pages.is_finished:
        yield from pages.rows(page_at(pages.position))


async def paginate_async(
    limit: int,
    page_at: Callable[[Position], Awaitable[P]],
    rows_of: Callable[[P], list[R] | Unset | None],
    listing: Listing,
) -> AsyncIterator[R]:
    """Yield the rows of all pages."""
    pages = Paginator[P, R](limit, rows_of, listing)
    while not pages.is_finished:
        for row in pages.rows(await page_at(pages.position)):
            yield row
