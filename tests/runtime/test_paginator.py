"""Pagination: every row once and in order, and no request before it is needed."""

from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._runtime.paginator import (
    Listing,
    Paginator,
    Position,
    paginate,
    paginate_async,
)
from jetemail_api_client._runtime.values import UNSET
from jetemail_api_client.models import OutboundLogEntry

Flavour = Literal["async", "sync"]
FLAVOURS: list[Flavour] = ["async", "sync"]
SIZED = Listing(limit=("pagination", "per_page"))
FACTS = Listing(
    name="logs.iterate",
    identity=("id",),
    limit=("pagination", "per_page"),
    returned=("pagination", "returned"),
    total=("pagination", "total"),
    total_pages=("pagination", "total_pages"),
    page=("pagination", "page"),
    offset=("pagination", "offset"),
    has_next=("pagination", "has_next"),
    next_offset=("pagination", "next_offset"),
    is_capped=("pagination", "is_capped"),
)


@define(kw_only=True)
class Pagination:
    """The pagination field of a response."""

    per_page: Any = UNSET
    returned: Any = UNSET
    total: Any = UNSET
    total_pages: Any = UNSET
    page: Any = UNSET
    offset: Any = UNSET
    has_next: Any = UNSET
    next_offset: Any = UNSET
    is_capped: Any = UNSET


@define
class Page:
    """The response with one page."""

    data: Any
    pagination: Any = UNSET


@define
class Script:
    """A server that returns its pages in order and logs the requested positions."""

    pages: list[Page]
    requested: list[Position] = field(factory=list)

    def page_at(self, position: Position) -> Page:
        self.requested.append(position)
        return self.pages[len(self.requested) - 1]

    async def page_at_async(self, position: Position) -> Page:
        return self.page_at(position)


@define
class Server(Script):
    """A server that returns the rows at the requested position, up to its own limit."""

    by: str = "page"
    rows: list[Any] = field(factory=list)
    max_size: int = 100

    def page_at(self, position: Position) -> Page:
        self.requested.append(position)
        size = min(position.limit, self.max_size)
        start = position.offset if self.by == "offset" else (position.page - 1) * size
        return Page(self.rows[start : start + size], Pagination(per_page=size))


def script(*pages: Any, per_page: Any = UNSET) -> Script:
    """Return a server with these pages."""
    return Script([Page(rows, Pagination(per_page=per_page)) for rows in pages])


async def rows_of(
    flavour: Flavour, server: Script, limit: int, listing: Listing | None = None
) -> AsyncIterator[Any]:
    """Yield the rows of a listing with the paginator of one flavour."""
    listing = listing or Listing()
    if flavour == "async":
        async for row in paginate_async(
            limit, server.page_at_async, lambda page: page.data, listing
        ):
            yield row
    else:
        for row in paginate(limit, server.page_at, lambda page: page.data, listing):
            yield row


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("by", ["page", "offset"])
async def test_positions(flavour: Flavour, by: str) -> None:
    """Each request has the page number, the offset, and the same limit."""
    server = Server([], by=by, rows=[1, 2, 3, 4, 5])
    rows = [row async for row in rows_of(flavour, server, 2)]

    assert [1, 2, 3, 4, 5] == rows
    assert [Position(2, 1, 0), Position(2, 2, 2), Position(2, 3, 4)] == server.requested


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("pages", "rows"),
    [
        ([[1, 2, 3], [4]], [1, 2, 3, 4]),
        ([[]], []),
        ([[1, 2, 3], []], [1, 2, 3]),
        ([UNSET], []),
        ([None], []),
        ([{"data": [1, 2, 3]}], []),
        (["abc"], []),
        ([[1, 2, 3], UNSET], [1, 2, 3]),
    ],
)
async def test_last_page(flavour: Flavour, pages: list[Any], rows: list[Any]) -> None:
    """A page that is short, empty or not a list is the last one."""
    server = script(*pages)

    assert rows == [row async for row in rows_of(flavour, server, 3)]
    assert len(pages) == len(server.requested)


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_ignored_position(flavour: Flavour, caplog: pytest.LogCaptureFixture) -> None:
    """A server that ignores the position is asked three times, and the end is logged."""
    server = script(*[[1, 2, 3]] * 9)

    assert [1, 2, 3] == [row async for row in rows_of(flavour, server, 3)]
    assert 3 == len(server.requested)
    assert ["WARNING"] == [record.levelname for record in caplog.records]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("pages", "rows"),
    [
        ([[4, 3, 2], [3, 2, 1], [0]], [4, 3, 2, 1, 0]),
        ([[4, 3, 2], [4, 3, 2], [1, 0]], [4, 3, 2, 1, 0]),
        ([[6, 5], [4, 3], [6, 5], [4, 3], [2, 1], [0]], [6, 5, 4, 3, 2, 1, 0]),
        ([[4, 3, 2], [7, 6, 5], [4, 3, 2], [1]], [4, 3, 2, 7, 6, 5, 1]),
    ],
    ids=["a part of a page", "a page", "two pages", "pages later"],
)
async def test_rows_added_during_a_listing(
    flavour: Flavour, pages: list[Any], rows: list[Any]
) -> None:
    """Rows that move to a later page are returned once, and those after them follow."""
    server = script(*pages)

    assert rows == [row async for row in rows_of(flavour, server, len(pages[0]))]
    assert len(pages) == len(server.requested)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("first", [[1, None, 3], [None, 2, 3], [{}, "a", []]])
async def test_deviating_rows(flavour: Flavour, first: list[Any]) -> None:
    """Null and deviating rows are returned like other rows."""
    server = script(first, [4])

    assert [*first, 4] == [row async for row in rows_of(flavour, server, 3)]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_page_above_the_limit(flavour: Flavour) -> None:
    """A page with more rows than the limit is returned completely."""
    server = script([1, 2, 3], [4, 5], [6])

    assert [1, 2, 3, 4, 5, 6] == [row async for row in rows_of(flavour, server, 2)]
    assert [0, 3, 5] == [position.offset for position in server.requested]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("per_page", "listing", "rows"),
    [
        (2, SIZED, [1, 2, 3, 4, 5]),
        (2, Listing(), [1, 2]),
        (2, Listing(limit=("pagination", "limit")), [1, 2]),
        (2, Listing(limit=("meta", "per_page")), [1, 2]),
        (3, SIZED, [1, 2]),
        (100, SIZED, [1, 2]),
        *((invalid, SIZED, [1, 2]) for invalid in (0, -2, None, "2", [2], True, UNSET)),
    ],
)
async def test_page_size_in_the_response(
    flavour: Flavour, per_page: Any, listing: Listing, rows: list[int]
) -> None:
    """A page is full at the page size that the response has, if it is a valid number."""
    server = script([1, 2], [3, 4], [5], per_page=per_page)

    assert rows == [row async for row in rows_of(flavour, server, 3, listing)]
    assert {3} == {position.limit for position in server.requested}


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_page_size_above_the_limit(flavour: Flavour) -> None:
    """A page with `limit` rows is full, also if the response has a larger page size."""
    server = script([1, 2, 3], [4], per_page=100)

    assert [1, 2, 3, 4] == [row async for row in rows_of(flavour, server, 3, SIZED)]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_lazy_requests(flavour: Flavour) -> None:
    """A page is requested only when its first row is needed."""
    server = Server([], rows=[1, 2, 3, 4, 5])
    rows = rows_of(flavour, server, 2)
    requested = [len(server.requested), *[len(server.requested) async for _ in rows]]

    assert [0, 1, 1, 2, 2, 3] == requested


async def test_no_request_before_iteration() -> None:
    """Creating a paginator sends no request."""
    server = script([1])
    paginate(3, server.page_at, lambda page: page.data, Listing())
    unused = paginate_async(3, server.page_at_async, lambda page: page.data, Listing())

    assert [] == server.requested
    assert [1] == [row async for row in unused]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_error_on_a_later_page(flavour: Flavour) -> None:
    """The error of a later page is raised after the rows before it."""
    server = script([1, 2])
    rows = rows_of(flavour, server, 2)

    assert [1, 2] == [await anext(rows), await anext(rows)]
    with pytest.raises(IndexError):
        await anext(rows)


def test_filters() -> None:
    """A filter is the same in the request of every page."""
    server = Server([], rows=list(range(9)))

    def page_at(position: Position) -> Page:
        server.page_at(position)
        return Page([row for row in server.rows if row % 2][position.offset : position.offset + 2])

    assert [1, 3, 5, 7] == list(paginate(2, page_at, lambda page: page.data, Listing()))
    assert [1, 2, 3] == [position.page for position in server.requested]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("by", ["page", "offset"])
@given(total=st.integers(0, 50), limit=st.integers(1, 20), max_size=st.integers(1, 20))
async def test_every_row_once(
    flavour: Flavour, by: str, total: int, limit: int, max_size: int
) -> None:
    """For any listing, limit and page size, each row is returned once and in order."""
    server = Server([], by=by, rows=list(range(total)), max_size=max_size)
    rows = [row async for row in rows_of(flavour, server, limit, SIZED)]

    assert list(range(total)) == rows
    assert 1 + total // min(limit, max_size) == len(server.requested)


def described(rows: list[Any], **facts: Any) -> Page:
    """Return a page with facts."""
    return Page(rows, Pagination(**facts))


async def requests_for(flavour: Flavour, *pages: Page, limit: int = 2) -> int:
    """Return the number of requests until a listing with these pages ends."""
    server = Script(list(pages))
    async for _ in rows_of(flavour, server, limit, FACTS):
        pass
    return len(server.requested)


FULL, SHORT = [1, 2], [1]
INVALID: list[Any] = [None, "0", [], UNSET]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        (SHORT, {"has_next": True}),
        (SHORT, {"has_next": 1}),
        (SHORT, {"next_offset": 1}),
        (SHORT, {"total": 2}),
        (SHORT, {"total": 7, "offset": 5}),
        (SHORT, {"total_pages": 2}),
        (SHORT, {"page": 3, "total_pages": 4}),
        (SHORT, {"returned": 2}),
        ([], {"has_next": True}),
        # Contradictions: the fact that more follows counts.
        (SHORT, {"has_next": False, "total": 9}),
        (SHORT, {"has_next": True, "total": 1, "total_pages": 1, "next_offset": None}),
        # A total below the rows so far, or of a capped count, says nothing.
        (FULL, {"total": 1}),
        (FULL, {"total_pages": 0}),
        (FULL, {"total": 2, "is_capped": True}),
        (FULL, {"total_pages": 1, "is_capped": 1}),
        (FULL, {"next_offset": 0}),
        # Values that are no facts.
        *(
            (FULL, {name: value})
            for name in ("has_next", "total", "total_pages")
            for value in INVALID
        ),
        (FULL, {"total": True}),
        (FULL, {"next_offset": "9"}),
    ],
)
async def test_page_that_is_not_the_last(
    flavour: Flavour, rows: list[Any], facts: dict[str, Any]
) -> None:
    """Another page is requested if a fact says so, or if none says otherwise and it is full."""
    assert 2 == await requests_for(flavour, described(rows, **facts), Page([]))


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("rows", "facts"),
    [
        (FULL, {"has_next": False}),
        (FULL, {"has_next": 0}),
        (FULL, {"next_offset": None}),
        (FULL, {"total": 2}),
        (FULL, {"total": 9, "offset": 7}),
        (FULL, {"total_pages": 1}),
        (FULL, {"page": 4, "total_pages": 4}),
        (FULL, {"has_next": False, "total": 1}),
        (SHORT, {"total": 1, "is_capped": True}),
        ([], {"has_next": False, "total": 9}),
        ([], {"total": 0, "total_pages": 0}),
    ],
)
async def test_page_that_is_the_last(
    flavour: Flavour, rows: list[Any], facts: dict[str, Any]
) -> None:
    """No other page is requested if a fact says that this is the last."""
    assert 1 == await requests_for(flavour, described(rows, **facts))


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(("second", "skipped"), [([], 4), (None, 4), (FULL, 5), (SHORT, 5)])
async def test_endless_listing(
    flavour: Flavour, second: Any, skipped: int, caplog: pytest.LogCaptureFixture
) -> None:
    """A listing that always announces a page but has no new rows ends with a warning."""
    pages = [described(FULL, has_next=True), *[described(second, has_next=True)] * 9]

    assert 1 + skipped == await requests_for(flavour, *pages)
    message = f"ended after {skipped} pages without a new row, although more seem to follow"
    assert [f"logs.iterate: {message}"] == caplog.messages
    assert ["jetemail_api_client"] == [record.name for record in caplog.records]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("position", [{"page": 1}, {"offset": 0}, {"page": 1, "offset": 0}])
async def test_described_position_that_stays(flavour: Flavour, position: dict[str, int]) -> None:
    """A response with the rows and the position of the one before it ends the listing."""
    page = described(FULL, has_next=True, total=9, **position)

    assert 2 == await requests_for(flavour, page, page, page)


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_empty_pages_within_a_listing(
    flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    """Up to three empty pages in a row are skipped if more is announced, with their positions."""
    facts = {"has_next": True}
    empty = described([], **facts)
    more = [described([row], **facts) for row in (3, 4)]
    server = Script([described(FULL, **facts), *[empty] * 3, *more, *[empty] * 3, Page([5])])

    assert [1, 2, 3, 4, 5] == [row async for row in rows_of(flavour, server, 2, FACTS)]
    assert [0, 2, 4, 6, 8, 9, 10, 12, 14, 16] == [one.offset for one in server.requested]
    assert [] == caplog.messages


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_empty_first_pages(flavour: Flavour) -> None:
    """Where no page had rows yet, an empty page is as large as the limit."""
    server = Script([described([], total=5), Page([1])])

    assert [1] == [row async for row in rows_of(flavour, server, 2, FACTS)]
    assert [0, 2] == [one.offset for one in server.requested]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_end_of_a_long_listing(flavour: Flavour) -> None:
    """As many pages of known rows are skipped as there were, and three; of empty ones, three."""
    pages = [described([number], has_next=True) for number in range(7)]

    assert 7 + 7 + 3 + 1 == await requests_for(flavour, *pages, *pages, *pages)
    assert 7 + 3 + 1 == await requests_for(flavour, *pages, *[described([], has_next=True)] * 9)


@define
class Row:
    """A row with an identity, and a field that may change."""

    id: Any
    state: str = ""


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_identity_of_rows(flavour: Flavour) -> None:
    """A row is known by its identity, or by all of its fields if it has none."""
    first = [Row("a"), Row(UNSET, "x"), Row(None, "x")]
    second = [Row("a", "changed"), Row(UNSET, "y"), Row(None, "x")]
    server = Script([described(first), described(second), described([])])

    rows = [row async for row in rows_of(flavour, server, 3, FACTS)]
    assert [*first, second[1]] == rows


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_equal_rows_of_a_page(flavour: Flavour) -> None:
    """Rows of one page are all returned: no row has moved between them."""
    server = script([1, 1, 2], [1, 3])

    assert [1, 1, 2, 3] == [row async for row in rows_of(flavour, server, 3)]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_undescribed_fields_of_rows(flavour: Flavour) -> None:
    """Rows without an identity that differ in undescribed fields are different."""
    rows = [OutboundLogEntry.from_dict({"subject": "s", "number": number}) for number in range(3)]
    server = script(rows[:2], rows[2:])

    assert rows == [row async for row in rows_of(flavour, server, 2, FACTS)]


def test_number_of_remembered_rows() -> None:
    """The last 10,000 rows are remembered; one that comes again later is returned again."""
    pages = Paginator[Page, int](1000, lambda page: page.data, Listing())
    for start in range(0, 10_000, 1000):
        pages.rows(Page([*range(start, start + 1000)]))

    assert [10_000] == pages.rows(Page([0, 10_000]))
    assert [1] == pages.rows(Page([1, 2, 0]))


@pytest.mark.parametrize("flavour", FLAVOURS)
@given(
    total=st.integers(0, 40),
    limit=st.integers(1, 10),
    added=st.lists(st.integers(0, 12), max_size=4),
)
async def test_every_row_of_a_growing_listing(
    flavour: Flavour, total: int, limit: int, added: list[int]
) -> None:
    """Rows that are there at the start come once, however many are added before a page."""
    rows = list(range(total))
    server = Growing([], by="page", rows=rows, added=added)
    found = [row async for row in rows_of(flavour, server, limit, FACTS)]

    assert sorted(set(found)) == sorted(found)
    assert set(range(total)) <= set(found)


@define
class Growing(Server):
    """A server to whose listing rows are added at the top before each of the next pages."""

    added: list[int] = field(factory=list)

    def page_at(self, position: Position) -> Page:
        if self.requested and self.added:
            new = self.added.pop(0)
            self.rows[:0] = range(min([0, *self.rows]) - new, min([0, *self.rows]))
        page = super().page_at(position)
        page.pagination = Pagination(total=len(self.rows), page=position.page)
        return page
