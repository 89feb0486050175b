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
        "verb": "iterate",
        "rows": "rows",
        "row": "ThingsListResultRowsItem",
        "imports": ["ThingsListResultRowsItem"],
        "by": "page",
        "size": 2,
        "limit_path": ["page_info", "per_page"],
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
        ("/events", ("iterate", "Event", ["Event"], "offset", [])),
        ("/things/{thingId}/events", ("iterate_of_thing", "str", [], "page", [])),
    ],
)
def test_other_rows(draft: Draft, path: str, expected: tuple[Any, ...]) -> None:
    """Rows may be shared models or scalars."""
    paging = draft.about(path, "get")["paging"]

    assert expected == tuple(paging[key] for key in ("verb", "row", "imports", "by", "limit_path"))
