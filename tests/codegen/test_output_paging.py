"""Methods that iterate over all pages, sync and async."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Sender, Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]


def page(*ids: int, **more: Any) -> dict[str, Any]:
    """Return a page of things."""
    return {"rows": [{"id": one} for one in ids], **more}


def places(sender: Sender) -> list[dict[str, str]]:
    """Return the requested pages."""
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


async def test_null_in_place_of_rows(caller: Caller) -> None:
    """Where rows may be null, null ends the listing."""
    sender = caller.sender({"events": ["a", "b"]}, {"events": None})

    assert ["a", "b"] == await caller.rows(sender, "events.iterate_of_thing", thing_id="t")


async def test_required_size(caller: Caller) -> None:
    """The iteration has a page size of its own, also where the listing requires one."""
    sender = caller.sender({"events": []})
    await caller.rows(sender, "events.iterate_of_thing", thing_id="t", limit=3)
    sender.responses = [{"events": []}]
    await caller.rows(sender, "events.iterate_of_thing", thing_id="t")

    assert [{"limit": "3", "page": "1"}, {"limit": "2", "page": "1"}] == places(sender)


def test_types(wide: Wide) -> None:
    """Type checkers accept nullable rows, and a size and a position that are required."""
    file = wide.module("_generated.resources.events").__file__
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(file)]
    folder = Path(file).parents[3]
    run = subprocess.run(
        [*command, f"--cache-dir={folder / 'mypy'}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (run.returncode, run.stderr), run.stdout


async def test_size_that_the_answer_tells(caller: Caller) -> None:
    """The page size of the response, not of the request, decides which page is the last."""
    sized = {"pageInfo": {"perPage": 1}}
    sender = caller.sender(page(1, **sized), page(2, **sized), page(**sized))

    rows = await caller.rows(sender, "things.iterate", must="x")

    assert [1, 2] == [row.id for row in rows]
    assert 3 == len(sender.requests)


@pytest.mark.parametrize("response", [{"events": []}, {}, [], {"events": None}])
async def test_nothing(caller: Caller, response: Any) -> None:
    """A listing without rows, or without a list of them, ends at once."""
    sender = caller.sender(response)

    assert [] == await caller.rows(sender, "events.iterate", thing="t")
    assert 1 == len(sender.requests)


async def test_same_page_again(caller: Caller) -> None:
    """Iteration ends if the server repeats a page, and repeats it again."""
    sender = caller.sender(*[page(1, 2)] * 3)

    rows = await caller.rows(sender, "things.iterate", must="x")

    assert [1, 2] == [row.id for row in rows]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"limit": 4}, "events.list: limit is 4; the maximum is 3"),
        ({"thing": "\ud800"}, "events.list: thing holds half of a surrogate pair"),
    ],
)
async def test_argument_that_is_refused(
    caller: Caller, given: dict[str, Any], message: str
) -> None:
    """Invalid arguments are rejected before anything is sent."""
    sender = caller.sender()

    with pytest.raises(caller.wide.errors.InvalidRequestError, match=message):
        await caller.rows(sender, "events.iterate", **{"thing": "t"} | given)

    assert [] == sender.requests


async def test_group_of_the_listing(caller: Caller) -> None:
    """Arguments that the listing needs are needed here."""
    with pytest.raises(caller.wide.errors.InvalidRequestError, match="at least 1 of thing, part"):
        await caller.rows(caller.sender(), "events.iterate")


def test_lazy_pages(wide: Wide) -> None:
    """A page is requested when its first row is needed."""
    sender = wide.sender(page(1, 2), page(3))
    rows = wide.client(sender).things.iterate(must="x")
    asked = [len(sender.requests)]

    for _ in rows:
        asked.append(len(sender.requests))  # noqa: PERF401 - rows are requested one by one

    assert [0, 1, 1, 2] == asked


@pytest.mark.parametrize(
    ("response", "rows"),
    [
        ([{"id": 1}], [1]),
        ([], []),
        ({"events": [{"id": 1}]}, [1]),
    ],
)
async def test_bare_list(caller: Caller, response: Any, rows: list[int]) -> None:
    """A list in the place of the object is read as the field that it stands for."""
    result = await caller.call(caller.sender(response), "events.list", thing="t")

    assert rows == [row.id for row in result.events]
    assert {"events": [{"id": one} for one in rows]} == result.to_dict()


def test_deviations_in_a_bare_list(wide: Wide) -> None:
    """Deviations in a bare list have the name of the field that it stands for."""
    deviations: list[str] = []

    wide.models.EventsListResult.from_dict([{"id": "x"}, None], deviations=deviations)

    assert deviations == [
        "events[0].id is a string where an integer is described",
        "events[1] is null where an object is described",
    ]


@pytest.mark.parametrize("response", ["x", 1, None])
def test_response_of_another_type(wide: Wide, response: Any) -> None:
    """A response that is neither an object nor a list is an APIResponseValidationError."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="where an object is"):
        wide.models.EventsListResult.from_dict(response)


def test_unexpected_list(wide: Wide) -> None:
    """A list instead of an object is an APIResponseValidationError without a bare field."""
    with pytest.raises(wide.errors.APIResponseValidationError, match="is a list where an object"):
        wide.models.EventsSearchResult.from_dict([])
