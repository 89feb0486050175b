"""The report of an update."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.diff import Change
from codegen.report import findings, json_of, text_of
from codegen.surface import Breakage

ENTRIES: dict[str, Any] = {
    "GET /things": {"name": "things.list", "paging": {}},
    "POST /things": {
        "name": "things.create",
        "flows": {"things.ensure": {}},
        "runs": {"things.do_many": {}},
    },
    "PATCH /things": {"name": "things.update"},
}


def change(where: str, place: str, text: str, *, is_breaking: bool = False) -> Change:
    """Return a change."""
    return Change(where, place, text, is_breaking)


def broken(name: str, text: str, *operations: str) -> Breakage:
    """Return a breakage."""
    return Breakage(name, text, frozenset(operations))


def lines(changes: list[Change], breakages: list[Breakage]) -> list[str]:
    """Return the lines of a report."""
    found = findings(changes, breakages, ENTRIES)
    return list(text_of(found, ENTRIES, is_complete=True))


def test_report() -> None:
    """Changes stand under their operation, with what each breaks in Python below it."""
    changes = [
        change("", "info", 'version "1" -> "2"'),
        change("POST /things", "body size", "type number -> integer"),
        change("POST /things", "body name", "maxLength 64 -> 20", is_breaking=True),
        change("GET /new", "", "added"),
    ]
    breakages = [
        broken("things.ensure(size)", "float -> int", "things.ensure"),
        broken("things.create(size)", "float -> int", "things.create"),
    ]

    assert [
        "The document",
        '  info: version "1" -> "2"',
        "POST /things (things.create)",
        "  BREAKING body size: type number -> integer",
        "    things.create(size), things.ensure(size): float -> int",
        "  BREAKING body name: maxLength 64 -> 20",
        "GET /new",
        "  added",
        "4 changes, 2 of them break callers.",
    ] == lines(changes, breakages)


def test_shared_change() -> None:
    """A change that several operations share is reported once."""
    changes = [change(where, "header Tenant", "added, and required") for where in ENTRIES]
    listed = ["things.create", "things.do_many", "things.ensure"]
    names = [*listed, "things.iterate", "things.list", "things.update"]
    breakages = [broken(f"{name}(tenant)", "new, and required", name) for name in names]

    assert [
        "3 operations (things.list, things.create, things.update)",
        "  BREAKING header Tenant: added, and required",
        f"    {', '.join(f'{name}(tenant)' for name in listed)} and 3 more: new, and required",
        "1 change, 1 of them breaks callers.",
    ] == lines(changes, breakages)


def test_nearest_cause() -> None:
    """A breakage belongs to the change of the same name, else to one of the shape."""
    changes = [
        change("GET /things", "", 'summary "a" -> "b"'),
        change("GET /things", "response 200 rows[].id", "type string -> integer"),
        change("GET /things", "query limit", "required false -> true"),
    ]
    breakages = [
        broken("Row.id", "str -> int", "things.list"),
        broken("things.list(limit)", "required", "things.list"),
        broken("things.list()", "Any -> ThingsListResult", "things.list"),
    ]
    found = findings(changes, breakages, ENTRIES)

    assert [[], ["Row.id", "things.list()"], ["things.list(limit)"]] == [
        [one.name for one in finding.breaks] for finding in found
    ]


def test_lost_pages() -> None:
    """A method over pages that is gone stands below the change of its operation."""
    changes = [change("PATCH /things", "response 200 rows", "removed")]
    breakages = [broken("things.iterate_update", "removed", "things.iterate_update")]

    assert [
        "PATCH /things (things.update)",
        "  BREAKING response 200 rows: removed",
        "    things.iterate_update: removed",
        "1 change, 1 of them breaks callers.",
    ] == lines(changes, breakages)


def test_unexplained_breakage() -> None:
    """A breakage that no change of its operations explains is reported at the end."""
    changes = [change("GET /things", "", "deprecated false -> true")]
    breakages = [broken("things.update()", "A -> B", "things.update")]

    assert [
        "GET /things (things.list)",
        "  deprecated false -> true",
        "The document",
        "  BREAKING the generated code changed",
        "    things.update(): A -> B",
        "2 changes, 1 of them breaks callers.",
    ] == lines(changes, breakages)


@pytest.mark.parametrize(
    ("breaking", "summary"),
    [
        ([False], "1 change, none of them breaks callers."),
        ([True, True], "2 changes, 2 of them break callers."),
    ],
)
def test_summary(breaking: list[bool], summary: str) -> None:
    """The summary is grammatical for every count."""
    changes = [
        change("GET /things", str(number), "added", is_breaking=is_breaking)
        for number, is_breaking in enumerate(breaking)
    ]

    assert summary == lines(changes, [])[-1]


def test_control_characters() -> None:
    """Control characters of the document do not reach a terminal."""
    changes = [change("GET /things", "query a\x1b[2J\u202e", "added")]

    assert "  query a\\x1b[2J\\u202e: added" == lines(changes, [])[1]


def test_json() -> None:
    """The JSON report names every operation and every breakage."""
    changes = [change(where, "header Tenant", "added") for where in [*ENTRIES, "GET /new"]]
    found = findings(changes, [broken("things.list(tenant)", "required", "things.list")], ENTRIES)

    assert [
        {
            "operations": [
                {"operation": "GET /things", "name": "things.list"},
                {"operation": "POST /things", "name": "things.create"},
                {"operation": "PATCH /things", "name": "things.update"},
                {"operation": "GET /new", "name": None},
            ],
            "place": "header Tenant",
            "change": "added",
            "breaking": True,
            "breaks": [{"name": "things.list(tenant)", "text": "required"}],
        }
    ] == json_of(found, ENTRIES, is_complete=True)


def test_cause_in_another_operation() -> None:
    """A change of a shape that operations share is the cause of a breakage in each of them."""
    changes = [change("POST /things", "response 200 size", "nullable false -> true")]
    names, related = frozenset({"things.list"}), frozenset({"things.list", "things.create"})
    breakages = [Breakage("things.list()", "Things -> ThingsListResult", names, related)]

    assert [
        "POST /things (things.create)",
        "  BREAKING response 200 size: nullable false -> true",
        "    things.list(): Things -> ThingsListResult",
        "1 change, 1 of them breaks callers.",
    ] == lines(changes, breakages)


@pytest.mark.parametrize(
    "breakage",
    [
        Breakage("old.list", "removed", frozenset({"old.list"})),
        Breakage(
            "things.list()", "Old -> Thing", frozenset({"things.list"}), frozenset({"old.list"})
        ),
    ],
)
def test_operation_without_an_entry(breakage: Breakage) -> None:
    """What breaks by the removal of an operation, whose entry is gone, stands below it."""
    assert [
        "GET /old",
        "  BREAKING removed",
        f"    {breakage.name}: {breakage.text}",
        "1 change, 1 of them breaks callers.",
    ] == lines([change("GET /old", "", "removed")], [breakage])


@pytest.mark.parametrize(("is_breaking", "expected"), [(False, None), (True, True)])
def test_incomplete_report(is_breaking: bool, expected: bool | None) -> None:
    """Before the code is generated, no change is said to break nothing."""
    changes = [change("GET /things", "query limit", "maximum 9 -> 8", is_breaking=is_breaking)]
    found = findings(changes, [], ENTRIES)

    assert (
        "1 change. All that breaks callers is known once the code can be generated."
        == list(text_of(found, ENTRIES, is_complete=False))[-1]
    )
    assert [expected] == [one["breaking"] for one in json_of(found, ENTRIES, is_complete=False)]
