"""Changes that break callers, and that the generated code does not show, are marked."""

from typing import Any

import pytest

from tests.codegen.fixtures.documents import (
    BASE,
    BODY,
    JSON,
    RESPONSES,
    SCHEMA,
    TEXT,
    Place,
    changed,
    lines,
)

# A value in a schema, the change, and whether it breaks callers in a body and in a response.
FIELDS: list[tuple[Place, Any, str, bool, bool]] = [
    (("name", "type"), "integer", "name: type string -> integer", False, False),
    (("name", "format"), "email", "name: format none -> email", False, False),
    (("name", "nullable"), True, "name: nullable false -> true", True, False),
    (("count", "nullable"), ..., "count: nullable true -> false", True, False),
    (("name", "minLength"), 3, "name: minLength 2 -> 3", True, False),
    (("name", "minLength"), 1, "name: minLength 2 -> 1", False, False),
    (("name", "minLength"), ..., "name: minLength 2 -> none", False, False),
    (("name", "maxLength"), 8, "name: maxLength 9 -> 8", True, False),
    (("name", "maxLength"), 10, "name: maxLength 9 -> 10", False, False),
    (("name", "maxLength"), ..., "name: maxLength 9 -> none", False, False),
    (("count", "minimum"), 0, "count: minimum none -> 0", True, False),
    (("rows", "maxItems"), 5, "rows: maxItems none -> 5", True, False),
    (("name", "pattern"), "^a$", 'name: pattern none -> "^a$"', True, False),
    (("name", "pattern"), "a" * 60, "name: pattern changed", True, False),
    (("state", "enum"), ["on", "off", 1], "state: enum value 1 added", False, False),
    (("state", "enum"), ["off"], 'state: enum value "on" removed', True, False),
    (("state", "enum"), ..., 'state: enum ["on", "off"] -> none', False, False),
    (("name", "enum"), ["a"], 'name: enum none -> ["a"]', True, False),
    (("state", "default"), "off", 'state: default "on" -> "off"', False, False),
    (("state", "default"), None, 'state: default "on" -> null', False, False),
    (("name", "deprecated"), True, "name: deprecated false -> true", False, False),
    (("name", "description"), "Short", 'name: description none -> "Short"', False, False),
    (("name", "description"), "Long" * 20, "name: description changed", False, False),
    (("count", "example"), True, "count: example 1 -> true", False, False),
    (("count", "x-more"), {"a": 1}, 'count: x-more none -> {"a": 1}', False, False),
    (("rows", "items", "type"), "string", "rows[]: type object -> string", False, False),
    (("rows", "items", "properties", "no"), TEXT, "rows[].no: added", False, False),
    (("rows", "items", "properties", "id"), ..., "rows[].id: removed", False, False),
    (("rows", "items"), ..., "rows[]: removed", False, False),
    (("rows", "items", "required"), ["id"], "rows[].id: required false -> true", False, False),
    (
        *(("meta", "additionalProperties"), False),
        *('meta: additionalProperties "string" -> false', False, False),
    ),
    (("meta", "additionalProperties", "format"), "uri", "meta{}: format none -> uri", False, False),
    (("to", "oneOf", 0, "maxLength"), 8, "to(string): maxLength 9 -> 8", True, False),
    (("to", "oneOf"), [TEXT], "to: type array or string -> string", False, False),
    (("to",), TEXT, "to: type array or string -> string", False, False),
    (("new",), SCHEMA, "new: added", False, False),
    (("count",), ..., "count: removed", False, False),
]


@pytest.mark.parametrize(("place", "value", "message", "breaks_sent", "breaks_received"), FIELDS)
def test_field(
    place: Place, value: Any, message: str, breaks_sent: bool, breaks_received: bool
) -> None:
    """A change of an attribute breaks callers depending on the direction."""
    sides = (("body", BODY, breaks_sent), ("response 200", (*RESPONSES, "200"), breaks_received))
    for side, holder, breaks in sides:
        where = (*holder, "content", JSON, "schema", "properties", *place)
        expected = f"{'BREAKING ' if breaks else ''}{side} {message}"

        assert [expected] == lines(BASE, changed(where, value))


def test_new_required_field() -> None:
    """A new field that is required is reported as such."""
    schemas = [(*place, "content", JSON, "schema") for place in (BODY, (*RESPONSES, "200"))]
    new = BASE
    for schema in schemas:
        new = changed((*schema, "properties", "new"), TEXT, new)
        new = changed((*schema, "required"), ["name", "new"], new)

    added = "new: added, and required"
    assert [f"body {added}", f"response 200 {added}"] == lines(BASE, new)


def test_new_required_body() -> None:
    """A new body that is required is reported as such."""
    old = changed(BODY, ...)
    new = changed((*BODY, "required"), True)

    assert ["body: added, and required"] == lines(old, new)
