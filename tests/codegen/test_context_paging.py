"""What the templates are told of listings that come in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]


def test_paging(draft: Draft) -> None:
    """The method that goes through pages is told by its rows, its size and what counts pages."""
    paging = draft.about("/things", "get")["paging"]
    arguments = [one["name"] for one in paging.pop("arguments")]

    assert paging == {
        "verb": "iterate",
        "rows": "rows",
        "row": "ThingsListResultRowsItem",
        "imports": ["ThingsListResultRowsItem"],
        "by": "page",
        "size": 2,
        "told": ["page_info", "per_page"],
    }
    assert {"must", "limit", "place"} < set(arguments)
    assert not {"page", "offset"} & set(arguments)


@pytest.mark.parametrize(
    ("path", "method"), [("/parts", "get"), ("/things", "post"), ("/events/search", "post")]
)
def test_no_paging(draft: Draft, path: str, method: str) -> None:
    """An operation whose entry says nothing of pages has none."""
    assert draft.about(path, method)["paging"] is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/events", ("iterate", "Event", ["Event"], "offset", [])),
        ("/things/{thingId}/events", ("iterate_of_thing", "str", [], "page", [])),
    ],
)
def test_other_rows(draft: Draft, path: str, expected: tuple[Any, ...]) -> None:
    """Rows may be of a shared model, or no objects."""
    paging = draft.about(path, "get")["paging"]

    assert expected == tuple(paging[key] for key in ("verb", "row", "imports", "by", "told"))
