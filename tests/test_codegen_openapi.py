"""Descriptions of other shapes are refused, and say where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.places import ANSWER, BODY, CONTENT, CREATE, FIELDS, JSON, LIST

if TYPE_CHECKING:
    from tests.fixtures.drafts import Draft
    from tests.fixtures.places import Place

pytest_plugins = ["tests.fixtures.drafts"]

PATH = ("paths", "/things")
MEDIA = (*CONTENT, JSON)
TEXT = (*FIELDS, "text")
OK = (*CREATE, "responses", "200")

# Where it is said to be.
IN_PATH = "openapi.json > paths > /things"
IN_CREATE = f"{IN_PATH} > post"
IN_MEDIA = f"{IN_CREATE} > requestBody > content > application/json"
IN_BODY = f"{IN_MEDIA} > schema"
IN_TEXT = f"{IN_BODY} > properties > text"
PARAMETER = {"name": "q", "in": "query", "schema": {"type": "string"}}

# A value at a place of the description, and what is said of it.
SHAPES: list[tuple[Place, Any, str]] = [
    (("info",), ..., "openapi.json > info is missing."),
    (("info",), {"title": "a"}, "openapi.json > info > version is missing."),
    (("info", "title"), 1, "openapi.json > info > title is an integer where a string is needed."),
    (("paths",), ..., "openapi.json > paths is missing."),
    (("paths",), [], "openapi.json > paths is an array where an object is needed."),
    (("security",), {}, "openapi.json > security is an object where an array is needed."),
    (("security",), [1], "openapi.json > security[0] is an integer where an object is needed."),
    (
        ("security",),
        [{"a": 1}],
        "openapi.json > security[0] > a is an integer where an array is needed.",
    ),
    (PATH, None, f"{IN_PATH} is null where an object is needed."),
    ((*PATH, "servers"), [], f"{IN_PATH} has servers, which is not supported."),
    ((*PATH, "parameters"), {}, f"{IN_PATH} has parameters, which is not supported."),
    (CREATE, "x", f"{IN_CREATE} is a string where an object is needed."),
    ((*CREATE, "summary"), 1, f"{IN_CREATE} > summary is an integer where a string is needed."),
    (
        (*CREATE, "deprecated"),
        0,
        f"{IN_CREATE} > deprecated is an integer where a boolean is needed.",
    ),
    ((*CREATE, "callbacks"), {}, f"{IN_CREATE} has callbacks, which is not supported."),
    ((*CREATE, "externalDocs"), {}, f"{IN_CREATE} > externalDocs > url is missing."),
    (
        (*CREATE, "parameters"),
        {},
        f"{IN_CREATE} > parameters is an object where an array is needed.",
    ),
    (
        (*CREATE, "parameters"),
        [1],
        f"{IN_CREATE} > parameters[0] is an integer where an object is needed.",
    ),
    (
        (*CREATE, "parameters"),
        [PARAMETER | {"style": "form"}],
        f"{IN_CREATE} > parameters[0] has style, which is not supported.",
    ),
    (
        (*CREATE, "parameters"),
        [{"name": "q", "in": "query"}],
        f"{IN_CREATE} > parameters[0] > schema is missing.",
    ),
    (
        (*CREATE, "requestBody"),
        [],
        f"{IN_CREATE} > requestBody is an array where an object is needed.",
    ),
    ((*CREATE, "requestBody"), {}, f"{IN_CREATE} > requestBody > content is missing."),
    (MEDIA, {}, f"{IN_MEDIA} > schema is missing."),
    ((*MEDIA, "encoding"), {}, f"{IN_MEDIA} has encoding, which is not supported."),
    ((*CREATE, "responses"), ..., f"{IN_CREATE} > responses is missing."),
    ((*CREATE, "responses"), [], f"{IN_CREATE} > responses is an array where an object is needed."),
    (OK, "x", f"{IN_CREATE} > responses > 200 is a string where an object is needed."),
    ((*OK, "description"), ..., f"{IN_CREATE} > responses > 200 > description is missing."),
    (
        (*OK, "content", JSON),
        {},
        f"{IN_CREATE} > responses > 200 > content > {JSON} > schema is missing.",
    ),
    ((*CREATE, "responses", "400"), {}, f"{IN_CREATE} > responses > 400 > description is missing."),
    (BODY, True, f"{IN_BODY} is a boolean where an object is needed."),
    ((*BODY, "required"), "x", f"{IN_BODY} > required is a string where an array is needed."),
    ((*BODY, "required"), [1], f"{IN_BODY} > required[0] is an integer where a string is needed."),
    ((*BODY, "properties"), [], f"{IN_BODY} > properties is an array where an object is needed."),
    (
        (*BODY, "additionalProperties"),
        1,
        f"{IN_BODY} > additionalProperties is an integer where a boolean is needed.",
    ),
    (
        (*BODY, "additionalProperties"),
        {"const": 1},
        f"{IN_BODY} > additionalProperties has const, which is not supported.",
    ),
    (
        (*BODY, "minProperties"),
        "1",
        f"{IN_BODY} > minProperties is a string where an integer is needed.",
    ),
    (TEXT, "string", f"{IN_TEXT} is a string where an object is needed."),
    (TEXT, {"type": ["string"]}, f"{IN_TEXT} > type is an array where a string is needed."),
    (
        TEXT,
        {"type": ["string", "integer"]},
        f"{IN_TEXT} > type is an array where a string is needed.",
    ),
    (TEXT, {"type": ["null"]}, f"{IN_TEXT} > type is an array where a string is needed."),
    ((*TEXT, "nullable"), 1, f"{IN_TEXT} > nullable is an integer where a boolean is needed."),
    ((*TEXT, "maxLength"), "64", f"{IN_TEXT} > maxLength is a string where an integer is needed."),
    ((*TEXT, "maxLength"), -1, f"{IN_TEXT} > maxLength is below 0."),
    ((*TEXT, "maxLength"), 1.5, f"{IN_TEXT} > maxLength is a number where an integer is needed."),
    ((*TEXT, "maxLength"), True, f"{IN_TEXT} > maxLength is a boolean where an integer is needed."),
    ((*TEXT, "minimum"), True, f"{IN_TEXT} > minimum is a boolean where a number is needed."),
    ((*TEXT, "enum"), "x", f"{IN_TEXT} > enum is a string where an array is needed."),
    ((*TEXT, "oneOf"), {}, f"{IN_TEXT} > oneOf is an object where an array is needed."),
    ((*TEXT, "anyOf"), [1], f"{IN_TEXT} > anyOf[0] is an integer where an object is needed."),
    (
        (*TEXT, "externalDocs"),
        "x",
        f"{IN_TEXT} > externalDocs is a string where an object is needed.",
    ),
    *(
        ((*TEXT, key), value, f"{IN_TEXT} has {key}, which is not supported.")
        for key, value in {
            "allOf": [{"type": "string"}],
            "not": {},
            "const": "x",
            "multipleOf": 2,
            "exclusiveMinimum": 1,
            "uniqueItems": True,
            "patternProperties": {},
            "discriminator": {},
        }.items()
    ),
]
# What says nothing about the code that is made.
LET_THROUGH: list[tuple[Place, Any]] = [
    (("servers",), [{"url": "https://example.com"}]),
    (("components",), {"schemas": {"Unused": {"allOf": []}}}),
    ((*PATH, "description"), "All of them"),
    ((*PATH, "x-internal"), {"a": 1}),
    ((*CREATE, "tags"), ["a", "b"]),
    ((*MEDIA, "example"), {"$ref": 1}),
    ((*MEDIA, "examples"), {"one": {"value": 1}}),
    ((*OK, "headers"), {"X-Id": {"schema": {}}}),
    ((*OK, "links"), {}),
    ((*CREATE, "responses", "4XX"), {"description": "", "content": {"text/html": {}}}),
    ((*TEXT, "title"), "Text"),
    ((*TEXT, "readOnly"), True),
    ((*TEXT, "writeOnly"), True),
    ((*ANSWER, "additionalProperties"), False),
    ((*LIST, "parameters", 0, "examples"), {"one": {"value": "a"}}),
]


@pytest.mark.parametrize(("place", "value", "words"), SHAPES)
def test_shape(draft: Draft, place: Place, value: Any, words: str) -> None:
    """What has another shape, or cannot be carried over, is refused with its place."""
    draft.set(place, value)

    assert words.splitlines() == draft.problems()


@pytest.mark.parametrize(("place", "value"), LET_THROUGH)
def test_let_through(draft: Draft, place: Place, value: Any) -> None:
    """What costs nothing is let through, and changes nothing."""
    expected = draft.prepared()
    draft.set(place, value)

    assert expected == draft.prepared()


def test_every_problem_is_told(draft: Draft) -> None:
    """One run says all that is wrong."""
    draft.set((*CREATE, "summary"), 1)
    draft.set((*TEXT, "type"), 1)

    assert draft.problems() == [
        f"{IN_CREATE} > summary is an integer where a string is needed.",
        f"{IN_TEXT} > type is an integer where a string is needed.",
    ]
