"""The table of all operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codegen.generate import TREE
from codegen.operations_md import operations_table

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.projects import Project

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.drafts"]

LINES = [
    "| `things.list`: List things | `GET /things` | safe | partly | described |",
    "| `things.delete`: Delete a thing | `DELETE /things/{thingId}` | idempotent |  | described |",
    "| `boxes.list`: List boxes | `GET /boxes` | safe | no | described |",
    "| `boxes.update`: Change a box | `PATCH /boxes/{boxId}` | never |  | free form |",
    "| `boxes.delete`: Delete boxes | `DELETE /boxes` | idempotent |  | free form |",
    "| `parts.export_csv`: Export parts | `GET /parts/export` | safe |  | CSV |",
    "| `free.replace`: Put it | `PUT /free/it's(1)` | never |  | described |",
]


@pytest.mark.parametrize("line", LINES)
def test_row(draft: Draft, line: str) -> None:
    """A row has the method, the request, the retry class and the confidence."""
    assert line in operations_table(draft.loaded(), draft.overrides).splitlines()


def test_exception_to_the_class(draft: Draft) -> None:
    """Fields that prevent a retry are shown with the retry class."""
    assert "| idempotency_key, never with rename |" in operations_table(
        draft.loaded(), draft.overrides
    )


def test_every_operation(draft: Draft) -> None:
    """The table has a row for each operation."""
    lines = operations_table(draft.loaded(), draft.overrides).splitlines()
    named = [entry["name"] for entry in draft.overrides["operations"].values()]

    assert sorted(named) == sorted(line.split("`")[1] for line in lines if line.startswith("| `"))


@pytest.mark.parametrize(
    ("confidence", "cell"),
    [
        ({"confidence": "published"}, "yes"),
        ({"confidence": "partly"}, "partly"),
        ({"confidence": "inferred"}, "no"),
        ({}, ""),
    ],
)
def test_published(draft: Draft, confidence: dict[str, str], cell: str) -> None:
    """The confidence is shown, if it is known."""
    draft.corrections["GET /things"] = confidence
    lines = operations_table(draft.loaded(), draft.overrides).splitlines()

    assert f"| `things.list`: List things | `GET /things` | safe | {cell} | described |" in lines


def test_separator_in_a_text(draft: Draft) -> None:
    """A text with a separator stays in its cell."""
    draft.set(("paths", "/mail", "post", "summary"), "Send | mail\n| x")

    assert (
        "| `mail.send`: Send &#124; mail &#124; x | `POST /mail` | never |  | described |"
        in operations_table(draft.loaded(), draft.overrides)
    )


def test_file(wide_project: Project, draft: Draft) -> None:
    """The table is a file of the tree."""
    text = (wide_project.root / TREE / "operations.md").read_text(encoding="utf-8")

    assert operations_table(draft.loaded(), draft.overrides) == text
