"""Descriptions of other shapes are refused, and say where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fixtures.projects import Project

pytest_plugins = ["tests.fixtures.projects"]

PATH = ("paths", "/outbound/smarthost")
POST = (*PATH, "post")
BODY = (*POST, "requestBody")
MEDIA = (*BODY, "content", "application/json")
ROOT = (*MEDIA, "schema")
USERNAME = (*ROOT, "properties", "username")
OK = (*POST, "responses", "200")

IN_POST = "openapi.json > paths > /outbound/smarthost > post"
IN_ROOT = f"{IN_POST} > requestBody > content > application/json > schema"
IN_USERNAME = f"{IN_ROOT} > properties > username"
PARAMETER = {"name": "q", "in": "query", "schema": {"type": "string"}}

# A value at a place of the description, and what is said of it.
SHAPES: list[tuple[tuple[str | int, ...], Any, str]] = [
    (("openapi",), ..., "openapi.json: openapi must be 3.0 or 3.1, and it has none."),
    (("openapi",), "2.0", "openapi.json: openapi must be 3.0 or 3.1, and it is '2.0'."),
    (("openapi",), "3.2.0", "openapi.json: openapi must be 3.0 or 3.1, and it is '3.2.0'."),
    (("openapi",), 3.0, "openapi.json: openapi must be 3.0 or 3.1, and it is 3.0."),
    (("info",), ..., "openapi.json > info is missing."),
    (("info",), {"title": 1}, "openapi.json > info > version is missing."),
    (("paths",), ..., "openapi.json > paths is missing."),
    (("paths",), [], "openapi.json > paths is an array where an object is needed."),
    (("security",), {}, "openapi.json > security is an object where an array is needed."),
    (("security",), [1], "openapi.json > security[0] is an integer where an object is needed."),
    (PATH, None, "openapi.json > paths > /outbound/smarthost is null where an object is needed."),
    (PATH, {"$ref": "#/x"}, "openapi.json > paths > /outbound/smarthost is a $ref, which is not"),
    ((*PATH, "parameters"), [], "/outbound/smarthost has parameters, which is not supported."),
    ((*PATH, "servers"), [], "/outbound/smarthost has servers, which is not supported."),
    (POST, "x", f"{IN_POST} is a string where an object is needed."),
    ((*POST, "summary"), 1, f"{IN_POST} > summary is an integer where a string is needed."),
    ((*POST, "deprecated"), 0, f"{IN_POST} > deprecated is an integer where a boolean is needed."),
    ((*POST, "callbacks"), {}, f"{IN_POST} has callbacks, which is not supported."),
    ((*POST, "parameters"), {}, f"{IN_POST} > parameters is an object where an array is needed."),
    ((*POST, "parameters"), [{}], f"{IN_POST} > parameters[0] > in is missing."),
    (
        (*POST, "parameters"),
        [PARAMETER | {"style": "form"}],
        f"{IN_POST} > parameters[0] has style, which is not supported.",
    ),
    (
        (*POST, "parameters"),
        [{"$ref": "#/components/parameters/q"}],
        f"{IN_POST} > parameters[0] is a $ref, which is not supported: inline what it refers to.",
    ),
    (BODY, [], f"{IN_POST} > requestBody is an array where an object is needed."),
    (BODY, {}, f"{IN_POST} > requestBody > content is missing."),
    (MEDIA, {}, f"{IN_POST} > requestBody > content > application/json > schema is missing."),
    ((*MEDIA, "encoding"), {}, "application/json has encoding, which is not supported."),
    ((*POST, "responses"), ..., f"{IN_POST} > responses is missing."),
    ((*POST, "responses"), [], f"{IN_POST} > responses is an array where an object is needed."),
    (OK, "x", f"{IN_POST} > responses > 200 is a string where an object is needed."),
    (OK, {"$ref": "#/x"}, f"{IN_POST} > responses > 200 is a $ref, which is not supported"),
    ((*OK, "description"), ..., f"{IN_POST} > responses > 200 > description is missing."),
    ((*POST, "responses", "400"), {}, "responses > 400 > description is missing."),
    (ROOT, True, f"{IN_ROOT} is a boolean where an object is needed."),
    (ROOT, {"$ref": "#/x"}, f"{IN_ROOT} is a $ref, which is not supported: inline what it refers"),
    ((*ROOT, "type"), ..., f"{IN_ROOT} > type is missing."),
    ((*ROOT, "required"), "x", f"{IN_ROOT} > required is a string where an array is needed."),
    ((*ROOT, "required"), [1], f"{IN_ROOT} > required[0] is an integer where a string is needed."),
    ((*ROOT, "properties"), [], f"{IN_ROOT} > properties is an array where an object is needed."),
    ((*ROOT, "additionalProperties"), {}, "additionalProperties is an object where a boolean is"),
    (USERNAME, "string", f"{IN_USERNAME} is a string where an object is needed."),
    (USERNAME, {"$ref": "#/x"}, f"{IN_USERNAME} is a $ref, which is not supported"),
    ((*USERNAME, "type"), ["string", "null"], f"{IN_USERNAME} > type is an array where a string"),
    ((*USERNAME, "maxLength"), "64", f"{IN_USERNAME} > maxLength is a string where an integer is"),
    ((*USERNAME, "maxLength"), -1, f"{IN_USERNAME} > maxLength is below 0."),
    ((*USERNAME, "maxLength"), 1.5, f"{IN_USERNAME} > maxLength is a number where an integer is"),
    ((*USERNAME, "minimum"), True, f"{IN_USERNAME} > minimum is a boolean where a number is"),
    ((*USERNAME, "enum"), "x", f"{IN_USERNAME} > enum is a string where an array is needed."),
    *(
        ((*USERNAME, key), value, f"{IN_USERNAME} has {key}, which is not supported.")
        for key, value in {
            "oneOf": [{"type": "string"}],
            "anyOf": [{"type": "string"}],
            "allOf": [{"type": "string"}],
            "not": {},
            "nullable": True,
            "const": "x",
            "multipleOf": 2,
            "exclusiveMinimum": 1,
            "uniqueItems": True,
            "discriminator": {},
        }.items()
    ),
]


@pytest.mark.parametrize(("place", "value", "words"), SHAPES)
def test_shape(
    project: Project,
    refusal: Callable[..., str],
    place: tuple[str | int, ...],
    value: Any,
    words: str,
) -> None:
    """What has another shape, or cannot be carried over, is refused with its place."""
    project.set(place, value)

    assert words in refusal()


def test_swagger(project: Project, refusal: Callable[..., str]) -> None:
    """A document of the older specification is refused."""
    project.description.write_text('{"swagger": "2.0", "paths": {}}')

    assert refusal().startswith("openapi.json: openapi must be 3.0 or 3.1, and it has none.\n")


@pytest.mark.parametrize("text", ["[]", "null", '"3.0.0"', "3"])
def test_document_that_is_no_object(
    project: Project, refusal: Callable[..., str], text: str
) -> None:
    """JSON that is no object is refused."""
    project.description.write_text(text)

    assert refusal().startswith("openapi.json: openapi must be 3.0 or 3.1, and it has none.\n")


def test_deep_nesting(project: Project, refusal: Callable[..., str]) -> None:
    """A schema that is nested beyond reason is refused."""
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(100):
        schema = {"type": "array", "items": schema}
    project.set(USERNAME, schema)

    assert refusal().endswith(" > items > items is nested too deeply.\nNothing was changed.\n")


def test_every_problem_is_told(project: Project, refusal: Callable[..., str]) -> None:
    """One run says all that is wrong."""
    project.set((*POST, "summary"), 1)
    project.set((*USERNAME, "type"), ...)

    assert refusal() == (
        f"{IN_POST} > summary is an integer where a string is needed.\n"
        f"{IN_USERNAME} > type is missing.\n"
        "Nothing was changed.\n"
    )


def test_keys_of_others(project: Project) -> None:
    """Keys that begin with x- are anybody's, and none of them reaches a template."""
    project.set((*USERNAME, "x-check"), {"pattern": ".*", "meaning": "forged"})
    project.set((*USERNAME, "x-secret"), True)
    project.set((*POST, "x-operation"), {"name": "forged"})
    prepared = project.prepare()
    operation = prepared["paths"]["/outbound/smarthost"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]

    assert schema["properties"]["username"]["x-secret"] is False
    assert "forged" not in str(prepared)
