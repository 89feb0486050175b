"""Pagination: every row once and in order, and no request before it is needed."""

from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._runtime.paginator import Position, paginate, paginate_async
from jetemail_api_client._runtime.values import UNSET

Flavour = Literal["async", "sync"]
FLAVOURS: list[Flavour] = ["async", "sync"]
SIZE_PATH = ("pagination", "per_page")


@define
class Pagination:
    """The pagination field of a response."""

    per_page: Any


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
        return Page(self.rows[start : start + size], Pagination(size))


def script(*pages: Any, per_page: Any = UNSET) -> Script:
    """Return a server with these pages."""
    pagination = UNSET if per_page is UNSET else Pagination(per_page)
    return Script([Page(rows, pagination) for rows in pages])


async def rows_of(
    flavour: Flavour, server: Script, limit: int, limit_path: tuple[str, ...] = ()
) -> AsyncIterator[Any]:
    """Yield the rows of a listing with the paginator of one flavour."""
    if flavour == "async":
        async for row in paginate_async(
            limit, server.page_at_async, lambda page: page.data, limit_path
        ):
            yield row
    else:
        for row in paginate(limit, server.page_at, lambda page: page.data, limit_path):
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
@pytest.mark.parametrize(
    "second",
    [[1, 2, 3], [0, 1, 2], [3, 2, 1]],
    ids=["same page", "new first row", "other order"],
)
async def test_ignored_position(flavour: Flavour, second: list[int]) -> None:
    """A page with the first row of the previous page ends the listing."""
    server = script([1, 2, 3], second)

    assert [1, 2, 3] == [row async for row in rows_of(flavour, server, 3)]
    assert 2 == len(server.requested)


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_rows_added_during_a_listing(flavour: Flavour) -> None:
    """Rows that move to the next page are returned again, and none is lost."""
    server = script([4, 3, 2], [3, 2, 1], [0])

    assert [4, 3, 2, 3, 2, 1, 0] == [row async for row in rows_of(flavour, server, 3)]


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
    ("per_page", "limit_path", "rows"),
    [
        (2, SIZE_PATH, [1, 2, 3, 4, 5]),
        (2, (), [1, 2]),
        (2, ("pagination", "limit"), [1, 2]),
        (2, ("meta", "per_page"), [1, 2]),
        (3, SIZE_PATH, [1, 2]),
        (100, SIZE_PATH, [1, 2]),
        *((invalid, SIZE_PATH, [1, 2]) for invalid in (0, -2, None, "2", [2], UNSET)),
    ],
)
async def test_page_size_in_the_response(
    flavour: Flavour, per_page: Any, limit_path: tuple[str, ...], rows: list[int]
) -> None:
    """A page is full at the page size that the response has, if it is a valid number."""
    server = script([1, 2], [3, 4], [5], per_page=per_page)

    assert rows == [row async for row in rows_of(flavour, server, 3, limit_path)]
    assert {3} == {position.limit for position in server.requested}


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_page_size_above_the_limit(flavour: Flavour) -> None:
    """A page with `limit` rows is full, also if the response has a larger page size."""
    server = script([1, 2, 3], [4], per_page=100)

    assert [1, 2, 3, 4] == [row async for row in rows_of(flavour, server, 3, SIZE_PATH)]


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
    paginate(3, server.page_at, lambda page: page.data)
    unused = paginate_async(3, server.page_at_async, lambda page: page.data)

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

    assert [1, 3, 5, 7] == list(paginate(2, page_at, lambda page: page.data))
    assert [1, 2, 3] == [position.page for position in server.requested]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("by", ["page", "offset"])
@given(total=st.integers(0, 50), limit=st.integers(1, 20), max_size=st.integers(1, 20))
async def test_every_row_once(
    flavour: Flavour, by: str, total: int, limit: int, max_size: int
) -> None:
    """For any listing, limit and page size, each row is returned once and in order."""
    server = Server([], by=by, rows=list(range(total)), max_size=max_size)
    rows = [row async for row in rows_of(flavour, server, limit, SIZE_PATH)]

    assert list(range(total)) == rows
    assert 1 + total // min(limit, max_size) == len(server.requested)
