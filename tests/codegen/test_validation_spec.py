"""Validation of documents: unsupported keywords are rejected, with their location."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.codegen.fixtures.places import BODY, CONTENT, CREATE, FIELDS, JSON, RESPONSE

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.places import Place

pytest_plugins = ["tests.codegen.fixtures.drafts"]

PATH = ("paths", "/things")
MEDIA = (*CONTENT, JSON)
TEXT = (*FIELDS, "text")
OK = (*CREATE, "responses", "200")

# Locations in messages.
IN_PATH = "openapi.json > paths > /things"
IN_CREATE = f"{IN_PATH} > post"
IN_MEDIA = f"{IN_CREATE} > requestBody > content > application/json"
IN_BODY = f"{IN_MEDIA} > schema"
IN_TEXT = f"{IN_BODY} > properties > text"
TYPES = "one of ['string', 'number', 'integer', 'boolean', 'array', 'object']."
SCALARS = "one of ['string', 'number', 'integer', 'boolean']."
BOTH: dict[str, Any] = {"application/a+json": {"schema": {}}, "text/csv": {"schema": {}}}
STATUSES = "'^(2[0-9]{2}|[1345]([0-9]{2}|XX)|default)$'"
PARAMETER = {"name": "q", "in": "query", "schema": {"type": "string"}}

# A value at a place of the document, and the problem.
INVALID: list[tuple[Place, Any, str]] = [
    (("info",), ..., "openapi.json: 'info' is a required property."),
    (("info",), {"title": "a"}, "openapi.json > info: 'version' is a required property."),
    (("info", "title"), 1, "openapi.json > info > title: 1 is not of type 'string'."),
    (("paths",), ..., "openapi.json: 'paths' is a required property."),
    (("paths",), [], "openapi.json > paths: [] is not of type 'object'."),
    (("security",), {}, "openapi.json > security: {} is not of type 'array'."),
    (("security",), [1], "openapi.json > security[0]: 1 is not of type 'object'."),
    (
        ("security",),
        [{"a": 1}],
        "openapi.json > security[0] > a: 1 is not of type 'array'.",
    ),
    (PATH, None, f"{IN_PATH}: None is not of type 'object'."),
    ((*PATH, "servers"), [], f"{IN_PATH} has servers, which is not supported."),
    ((*PATH, "parameters"), {}, f"{IN_PATH} > parameters: {{}} is not of type 'array'."),
    (CREATE, "x", f"{IN_CREATE}: 'x' is not of type 'object'."),
    ((*CREATE, "summary"), 1, f"{IN_CREATE} > summary: 1 is not of type 'string'."),
    (
        (*CREATE, "deprecated"),
        0,
        f"{IN_CREATE} > deprecated: 0 is not of type 'boolean'.",
    ),
    ((*CREATE, "externalDocs"), {}, f"{IN_CREATE} > externalDocs: 'url' is a required property."),
    (
        (*CREATE, "parameters"),
        {},
        f"{IN_CREATE} > parameters: {{}} is not of type 'array'.",
    ),
    (
        (*CREATE, "parameters"),
        [1],
        f"{IN_CREATE} > parameters[0]: 1 is not of type 'object'.",
    ),
    (
        (*CREATE, "parameters"),
        [PARAMETER | {"style": "spaceDelimited"}],
        f"{IN_CREATE} > parameters[0] has style, which is not supported.",
    ),
    (
        (*CREATE, "parameters"),
        [{"name": "q", "in": "query"}],
        f"{IN_CREATE} > parameters[0]: 'schema' is a required property.",
    ),
    (
        (*CREATE, "requestBody"),
        [],
        f"{IN_CREATE} > requestBody: [] is not of type 'object'.",
    ),
    ((*CREATE, "requestBody"), {}, f"{IN_CREATE} > requestBody: 'content' is a required property."),
    (MEDIA, {}, f"{IN_MEDIA}: 'schema' is a required property."),
    ((*MEDIA, "encoding"), {}, f"{IN_MEDIA} has encoding, which is not supported."),
    ((*CREATE, "responses"), ..., f"{IN_CREATE}: 'responses' is a required property."),
    ((*CREATE, "responses"), [], f"{IN_CREATE} > responses: [] is not of type 'object'."),
    (OK, "x", f"{IN_CREATE} > responses > 200: 'x' is not of type 'object'."),
    (
        (*OK, "description"),
        ...,
        f"{IN_CREATE} > responses > 200: 'description' is a required property.",
    ),
    (
        (*OK, "content", JSON),
        {},
        f"{IN_CREATE} > responses > 200 > content > {JSON}: 'schema' is a required property.",
    ),
    (
        (*CREATE, "responses", "400"),
        {},
        f"{IN_CREATE} > responses > 400: 'description' is a required property.",
    ),
    (BODY, False, f"{IN_BODY}: False is not of type 'object'."),
    ((*BODY, "required"), "x", f"{IN_BODY} > required: 'x' is not of type 'array'."),
    ((*BODY, "required"), [1], f"{IN_BODY} > required[0]: 1 is not of type 'string'."),
    ((*BODY, "properties"), [], f"{IN_BODY} > properties: [] is not of type 'object'."),
    (
        (*BODY, "additionalProperties"),
        1,
        f"{IN_BODY} > additionalProperties: 1 is not of type 'boolean'.",
    ),
    (
        (*BODY, "additionalProperties"),
        {"type": "string", "not": {}},
        f"{IN_BODY} > additionalProperties has not, which is not supported.",
    ),
    (
        (*BODY, "minProperties"),
        "1",
        f"{IN_BODY} > minProperties: '1' is not of type 'integer'.",
    ),
    (TEXT, "string", f"{IN_TEXT}: 'string' is not of type 'object'."),
    (TEXT, {"type": []}, f"{IN_TEXT} > type: [] is not {TYPES}"),
    (TEXT, {"type": [1]}, f"{IN_TEXT} > type: [1] is not {TYPES}"),
    (TEXT, {"type": ["null"]}, f"{IN_TEXT} > type: 'null' is not {TYPES}"),
    ((*TEXT, "nullable"), 1, f"{IN_TEXT} > nullable: 1 is not of type 'boolean'."),
    ((*TEXT, "maxLength"), "64", f"{IN_TEXT} > maxLength: '64' is not of type 'integer'."),
    ((*TEXT, "maxLength"), -1, f"{IN_TEXT} > maxLength: -1 is less than the minimum of 0."),
    ((*TEXT, "maxLength"), 1.5, f"{IN_TEXT} > maxLength: 1.5 is not of type 'integer'."),
    ((*TEXT, "maxLength"), True, f"{IN_TEXT} > maxLength: True is not of type 'integer'."),
    ((*TEXT, "minimum"), True, f"{IN_TEXT} > minimum: True is not of type 'number'."),
    ((*TEXT, "enum"), "x", f"{IN_TEXT} > enum: 'x' is not of type 'array'."),
    ((*TEXT, "oneOf"), {}, f"{IN_TEXT} > oneOf: {{}} is not of type 'array'."),
    ((*TEXT, "anyOf"), [1], f"{IN_TEXT} > anyOf[0]: 1 is not of type 'object'."),
    (
        (*TEXT, "externalDocs"),
        "x",
        f"{IN_TEXT} > externalDocs: 'x' is not of type 'object'.",
    ),
    *(
        ((*TEXT, key), value, f"{IN_TEXT} has {key}, which is not supported.")
        for key, value in {
            "allOf": [{"type": "integer"}],
            "not": {},
            "patternProperties": {},
        }.items()
    ),
]
INVALID += [
    (
        TEXT,
        {"type": "string", "x-a": 1, "not": {}, "allOf": [1]},
        f"{IN_TEXT} has allOf, which is not supported.\n{IN_TEXT} has not, which is not supported.",
    ),
    (
        (*CREATE, "parameters", 0, "in"),
        "cookie",
        f"{IN_CREATE} > parameters[0] > in: 'cookie' is not one of ['path', 'query', 'header'].",
    ),
    *(
        (
            (*CREATE, "responses", status),
            {"description": ""},
            f"{IN_CREATE} > responses: '{status}' does not match {STATUSES}.",
        )
        for status in ("2XX", "20", "6XX", "4xx", "ok")
    ),
    (
        CONTENT,
        {"text/html": {"schema": {}}},
        f"{IN_CREATE} > requestBody > content has text/html, which is not supported.",
    ),
    (
        CONTENT,
        {"x-html": {"schema": {}}},
        f"{IN_CREATE} > requestBody > content has x-html, which is not supported.",
    ),
    (
        CONTENT,
        BOTH,
        f"{IN_CREATE} > requestBody > content: {BOTH} has too many properties.",
    ),
    *(
        (TEXT, {"type": kind}, f"{IN_TEXT} > type: {kind!r} is not {TYPES}")
        for kind in ("file", "null")
    ),
    (
        (*FIELDS, "meta"),
        {"type": "object", "additionalProperties": {"type": "object"}},
        f"{IN_BODY} > properties > meta > additionalProperties > type: 'object' is not {SCALARS}",
    ),
]
# Values that do not change the generated code.
IGNORED: list[tuple[Place, Any]] = [
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
    ((*RESPONSE, "additionalProperties"), False),
    ((*CREATE, "operationId"), "create"),
    ((*CREATE, "callbacks"), {}),
    ((*TEXT, "discriminator"), {"propertyName": "a"}),
    ((*FIELDS, "count", "exclusiveMaximum"), 1.5),
    ((*FIELDS, "count", "multipleOf"), 2),
    ((*FIELDS, "metas", "uniqueItems"), True),
    ((*FIELDS, "meta", "maxProperties"), 5),
]


@pytest.mark.parametrize(("place", "value", "message"), INVALID)
def test_invalid(draft: Draft, place: Place, value: Any, message: str) -> None:
    """An invalid value or an unsupported keyword is rejected, with its location."""
    draft.set(place, value)

    assert message.splitlines() == draft.problems()


@pytest.mark.parametrize(("place", "value"), IGNORED)
def test_ignored(draft: Draft, place: Place, value: Any) -> None:
    """Values without effect on the generated code are accepted."""
    expected = draft.prepared()
    draft.set(place, value)

    assert expected == draft.prepared()


def test_every_problem(draft: Draft) -> None:
    """One run reports all problems."""
    draft.set((*CREATE, "summary"), 1)
    draft.set((*TEXT, "maxLength"), "x")

    assert draft.problems() == [
        f"{IN_CREATE} > summary: 1 is not of type 'string'.",
        f"{IN_TEXT} > maxLength: 'x' is not of type 'integer'.",
    ]
