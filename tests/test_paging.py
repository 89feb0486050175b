"""Going through listings: every row once and in order, and no request before it is needed."""

from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._runtime.paging import Place, Walk, each, each_async
from jetemail_api_client._runtime.values import UNSET

Flavour = Literal["async", "sync"]
FLAVOURS: list[Flavour] = ["async", "sync"]
TOLD = ("pagination", "per_page")


@define
class Pagination:
    """What a page says about the listing."""

    per_page: Any


@define
class Page:
    """One page, as a model would be."""

    data: Any
    pagination: Any = UNSET


@define
class Script:
    """A server that gives pages in turn, wherever they are asked for, and notes the places."""

    pages: list[Page]
    asked: list[Place] = field(factory=list)

    def page_at(self, place: Place) -> Page:
        self.asked.append(place)
        return self.pages[len(self.asked) - 1]

    async def page_at_async(self, place: Place) -> Page:
        return self.page_at(place)


@define
class Server(Script):
    """A server that behaves: it gives the rows of the place, and no more than it wants to."""

    by: str = "page"
    rows: list[Any] = field(factory=list)
    most: int = 100

    def page_at(self, place: Place) -> Page:
        self.asked.append(place)
        size = min(place.limit, self.most)
        start = place.offset if self.by == "offset" else (place.page - 1) * size
        return Page(self.rows[start : start + size], Pagination(size))


def script(*pages: Any, per_page: Any = UNSET) -> Script:
    """A server that gives these rows, a page at a time."""
    pagination = UNSET if per_page is UNSET else Pagination(per_page)
    return Script([Page(rows, pagination) for rows in pages])


async def rows_of(
    flavour: Flavour, server: Script, limit: int, told: tuple[str, ...] = ()
) -> AsyncIterator[Any]:
    """The rows, as one of the twins gives them."""
    if flavour == "async":
        async for row in each_async(limit, server.page_at_async, lambda page: page.data, told):
            yield row
    else:
        for row in each(limit, server.page_at, lambda page: page.data, told):
            yield row


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("by", ["page", "offset"])
async def test_places(flavour: Flavour, by: str) -> None:
    """Each page is asked for by its number and by the rows before it, with the same limit."""
    server = Server([], by=by, rows=[1, 2, 3, 4, 5])
    rows = [row async for row in rows_of(flavour, server, 2)]

    assert [1, 2, 3, 4, 5] == rows
    assert [Place(2, 1, 0), Place(2, 2, 2), Place(2, 3, 4)] == server.asked


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
    """A page that is short or empty, or has no list, is the last one."""
    server = script(*pages)

    assert rows == [row async for row in rows_of(flavour, server, 3)]
    assert len(pages) == len(server.asked)


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    "again",
    [[1, 2, 3], [0, 1, 2], [3, 2, 1]],
    ids=["the same", "a new row before", "another order"],
)
async def test_server_that_ignores_the_place(flavour: Flavour, again: list[int]) -> None:
    """A page that begins the page before anew is not gone through, and ends the listing."""
    server = script([1, 2, 3], again)

    assert [1, 2, 3] == [row async for row in rows_of(flavour, server, 3)]
    assert 2 == len(server.asked)


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_rows_that_moved_on(flavour: Flavour) -> None:
    """New rows at the front push some rows to the next page: they come again, and none is lost."""
    server = script([4, 3, 2], [3, 2, 1], [0])

    assert [4, 3, 2, 3, 2, 1, 0] == [row async for row in rows_of(flavour, server, 3)]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("first", [[1, None, 3], [None, 2, 3], [{}, "a", []]])
async def test_odd_rows(flavour: Flavour, first: list[Any]) -> None:
    """A row that is null, or otherwise not as described, is a row like any other."""
    server = script(first, [4])

    assert [*first, 4] == [row async for row in rows_of(flavour, server, 3)]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_server_that_gives_more(flavour: Flavour) -> None:
    """A page with more rows than were asked for counts with all of them."""
    server = script([1, 2, 3], [4, 5], [6])

    assert [1, 2, 3, 4, 5, 6] == [row async for row in rows_of(flavour, server, 2)]
    assert [0, 3, 5] == [place.offset for place in server.asked]


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    ("per_page", "told", "rows"),
    [
        (2, TOLD, [1, 2, 3, 4, 5]),
        (2, (), [1, 2]),
        (2, ("pagination", "limit"), [1, 2]),
        (2, ("meta", "per_page"), [1, 2]),
        (3, TOLD, [1, 2]),
        (100, TOLD, [1, 2]),
        *((odd, TOLD, [1, 2]) for odd in (0, -2, None, "2", [2], UNSET)),
    ],
)
async def test_told_page_size(
    flavour: Flavour, per_page: Any, told: tuple[str, ...], rows: list[int]
) -> None:
    """A page is full with as many rows as the server says it gives, if it says so in a number."""
    server = script([1, 2], [3, 4], [5], per_page=per_page)

    assert rows == [row async for row in rows_of(flavour, server, 3, told)]
    assert {3} == {place.limit for place in server.asked}


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_told_page_size_beyond_the_limit(flavour: Flavour) -> None:
    """A page with as many rows as were asked for is full, even if the server would give more."""
    server = script([1, 2, 3], [4], per_page=100)

    assert [1, 2, 3, 4] == [row async for row in rows_of(flavour, server, 3, TOLD)]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_only_as_far_as_asked(flavour: Flavour) -> None:
    """A page is asked for when its first row is, and the next one not before it is used up."""
    server = Server([], rows=[1, 2, 3, 4, 5])
    rows = rows_of(flavour, server, 2)
    asked = [len(server.asked), *[len(server.asked) async for _ in rows]]

    assert [0, 1, 1, 2, 2, 3] == asked


async def test_nothing_is_asked_for_by_the_making() -> None:
    """Both twins begin with the first row, not with the call."""
    server = script([1])
    each(3, server.page_at, lambda page: page.data)
    unused = each_async(3, server.page_at_async, lambda page: page.data)

    assert [] == server.asked
    assert [1] == [row async for row in unused]


@pytest.mark.parametrize("flavour", FLAVOURS)
async def test_failure_on_the_way(flavour: Flavour) -> None:
    """A page that cannot be had is the caller's error, after the rows before it."""
    server = script([1, 2])
    rows = rows_of(flavour, server, 2)

    assert [1, 2] == [await anext(rows), await anext(rows)]
    with pytest.raises(IndexError):
        await anext(rows)


def test_filters() -> None:
    """What else is asked for is the caller's, and the same on every page."""
    server = Server([], rows=list(range(9)))

    def page_at(place: Place) -> Page:
        server.page_at(place)
        return Page([row for row in server.rows if row % 2][place.offset : place.offset + 2])

    assert [1, 3, 5, 7] == list(each(2, page_at, lambda page: page.data))
    assert [1, 2, 3] == [place.page for place in server.asked]


def test_walk() -> None:
    """A walk knows where the next page begins, and whether there may be one."""
    walk = Walk[Page, int](2, lambda page: page.data, ())
    steps = [(walk.place, walk.is_over)]
    for page in ([1, 2], [3]):
        walk.rows(Page(page))
        steps.append((walk.place, walk.is_over))

    assert [(Place(2, 1, 0), False), (Place(2, 2, 2), False), (Place(2, 3, 3), True)] == steps


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("by", ["page", "offset"])
@given(total=st.integers(0, 50), limit=st.integers(1, 20), most=st.integers(1, 20))
async def test_every_row_once(flavour: Flavour, by: str, total: int, limit: int, most: int) -> None:
    """Of any listing, in pages of any size, all rows come once and in order."""
    server = Server([], by=by, rows=list(range(total)), most=most)
    rows = [row async for row in rows_of(flavour, server, limit, TOLD)]

    assert list(range(total)) == rows
    assert 1 + total // min(limit, most) == len(server.asked)
