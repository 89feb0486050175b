"""The template data of paged operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]


def test_paging(draft: Draft) -> None:
    """The data has the rows, the page size and the paging parameter."""
    paging = draft.about("/things", "get")["paging"]
    arguments = [one["name"] for one in paging.pop("arguments")]

    assert paging == {
        "name": "things.iterate",
        "verb": "iterate",
        "rows": "rows",
        "row": "ThingsListResultRowsItem",
        "imports": ["ThingsListResultRowsItem"],
        "by": "page",
        "size": 2,
        "listing": {"identity": ["id"], "limit": ["page_info", "per_page"]},
    }
    assert {"must", "limit", "place"} < set(arguments)
    assert not {"page", "offset"} & set(arguments)


@pytest.mark.parametrize(
    ("path", "method"), [("/parts", "get"), ("/things", "post"), ("/events/search", "post")]
)
def test_no_paging(draft: Draft, path: str, method: str) -> None:
    """An operation without paging in its entry has no data for it."""
    assert draft.about(path, method)["paging"] is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/events", ("iterate", "Event", ["Event"], "offset", {})),
        ("/things/{thingId}/events", ("iterate_of_thing", "str", [], "page", {})),
    ],
)
def test_other_rows(draft: Draft, path: str, expected: tuple[Any, ...]) -> None:
    """Rows may be shared models or scalars."""
    paging = draft.about(path, "get")["paging"]

    assert expected == tuple(paging[key] for key in ("verb", "row", "imports", "by", "listing"))


LIMIT = ("paths", "/events", "get", "parameters", 0, "schema")


@pytest.mark.parametrize(
    ("limits", "size"),
    [({"maximum": 1}, 1), ({"maximum": 3}, 2), ({}, 2), ({"minimum": 3, "maximum": 9}, 3)],
)
def test_page_size(draft: Draft, limits: Any, size: int) -> None:
    """The default page size is within the limits that the description has."""
    draft.set(LIMIT, {"type": "integer", **limits})

    assert size == draft.about("/events", "get")["paging"]["size"]


def test_paging_by_fields_of_the_body(draft: Draft) -> None:
    """The position may be in the body, with its maximum."""
    schema = ("paths", "/events/search", "post", "requestBody", "content", "application/json")
    for name, facts in (("limit", {"maximum": 5}), ("offset", {})):
        draft.set((*schema, "schema", "properties", name), {"type": "integer", **facts})
    paging = {"rows": "events", "by": "offset", "size": 9}
    draft.override(("operations", "POST /events/search", "paging"), paging)
    data = draft.about("/events/search", "post")["paging"]

    assert (5, "events.iterate_search") == (data["size"], data["name"])
    assert ["text", "kind", "since", "limit"] == [one["name"] for one in data["arguments"]]
