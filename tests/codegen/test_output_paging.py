"""The methods that go through all pages of a listing, in both flavours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Sender, Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]


def page(*ids: int, **more: Any) -> dict[str, Any]:
    """A page of things."""
    return {"rows": [{"id": one} for one in ids], **more}


def places(sender: Sender) -> list[dict[str, str]]:
    """Which pages were asked for."""
    return [dict(request.query) for request in sender.requests]


async def test_pages(caller: Caller) -> None:
    """Rows come page by page, as models, with the arguments of the listing in every request."""
    sender = caller.sender(page(1, 2), page(3))

    rows = await caller.rows(sender, "things.iterate", must="x", level=2, x_trace="t")

    assert rows == [caller.wide.models.ThingsListResultRowsItem(id=one) for one in (1, 2, 3)]
    assert places(sender) == [
        {"must": "x", "level": "2", "limit": "2", "page": "1"},
        {"must": "x", "level": "2", "limit": "2", "page": "2"},
    ]
    assert {(("X-Trace", "t"),)} == {request.headers for request in sender.requests}


async def test_offsets(caller: Caller) -> None:
    """Where an offset counts pages, it is the number of rows so far."""
    sender = caller.sender([{"id": 1}, {"id": 2}, {"id": 3}], {"events": [{"id": 4}]})

    rows = await caller.rows(sender, "events.iterate", thing="t", limit=3, place="p", page_at="q")

    assert [1, 2, 3, 4] == [row.id for row in rows]
    assert places(sender) == [
        {"thing": "t", "place": "p", "page_at": "q", "limit": "3", "offset": offset}
        for offset in ("0", "3")
    ]


async def test_rows_that_are_no_objects(caller: Caller) -> None:
    """Rows may be plain values, and a listing may have another name and a path."""
    sender = caller.sender({"events": ["a", "b"]}, {"events": []})

    rows = await caller.rows(sender, "events.iterate_of_thing", thing_id="t")

    assert ["a", "b"] == rows
    assert ["/things/t/events"] * 2 == [request.path for request in sender.requests]


async def test_size_that_the_answer_tells(caller: Caller) -> None:
    """A page that is full by what the answer tells is not the last one."""
    told = {"pageInfo": {"perPage": 1}}
    sender = caller.sender(page(1, **told), page(2, **told), page(**told))

    rows = await caller.rows(sender, "things.iterate", must="x")

    assert [1, 2] == [row.id for row in rows]
    assert 3 == len(sender.requests)


@pytest.mark.parametrize("answer", [{"events": []}, {}, [], {"events": None}])
async def test_nothing(caller: Caller, answer: Any) -> None:
    """A listing without rows, or without a list of them, ends at once."""
    sender = caller.sender(answer)

    assert [] == await caller.rows(sender, "events.iterate", thing="t")
    assert 1 == len(sender.requests)


async def test_same_page_again(caller: Caller) -> None:
    """An answer that takes no notice of the place does not go on for ever."""
    sender = caller.sender(*[page(1, 2)] * 2)

    rows = await caller.rows(sender, "things.iterate", must="x")

    assert [1, 2] == [row.id for row in rows]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"limit": 4}, "events.list: limit is 4; the maximum is 3"),
        ({"thing": "\ud800"}, "events.list: thing holds half of a surrogate pair"),
    ],
)
async def test_argument_that_is_refused(caller: Caller, given: dict[str, Any], words: str) -> None:
    """What the listing refuses is refused here, before anything is sent."""
    sender = caller.sender()

    with pytest.raises(caller.wide.errors.InvalidRequestError, match=words):
        await caller.rows(sender, "events.iterate", **{"thing": "t"} | given)

    assert [] == sender.requests


async def test_group_of_the_listing(caller: Caller) -> None:
    """Arguments that the listing needs are needed here."""
    with pytest.raises(caller.wide.errors.InvalidRequestError, match="at least 1 of thing, part"):
        await caller.rows(caller.sender(), "events.iterate")


def test_page_is_asked_for_late(wide: Wide) -> None:
    """A page is asked for when its first row is."""
    sender = wide.sender(page(1, 2), page(3))
    rows = wide.client(sender).things.iterate(must="x")
    asked = [len(sender.requests)]

    for _ in rows:
        asked.append(len(sender.requests))  # noqa: PERF401 - one by one is what is looked at

    assert [0, 1, 1, 2] == asked


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        ([{"id": 1}], [1]),
        ([], []),
        ({"events": [{"id": 1}]}, [1]),
    ],
)
async def test_bare_list(caller: Caller, answer: Any, rows: list[int]) -> None:
    """A list in the place of the object is read as the field that it stands for."""
    result = await caller.call(caller.sender(answer), "events.list", thing="t")

    assert rows == [row.id for row in result.events]
    assert {"events": [{"id": one} for one in rows]} == result.to_dict()


def test_bare_list_with_oddities(wide: Wide) -> None:
    """What departs in a bare list is placed in the field that it stands for."""
    odd: list[str] = []

    wide.models.EventsListResult.from_dict([{"id": "x"}, None], odd=odd)

    assert odd == [
        "events[0].id is a string where an integer is described",
        "events[1] is null where an object is described",
    ]


@pytest.mark.parametrize("answer", ["x", 1, None])
def test_answer_that_is_no_list(wide: Wide, answer: Any) -> None:
    """An answer that is neither an object nor a list is an error of ours."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="where an object is"):
        wide.models.EventsListResult.from_dict(answer)


def test_list_where_none_is_known(wide: Wide) -> None:
    """A list in the place of an object that never was one is an error of ours, too."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="is a list where an object"):
        wide.models.EventsSearchResult.from_dict([])
