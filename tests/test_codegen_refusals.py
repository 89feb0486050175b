"""What would be dropped, overwritten or misread is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fixtures.projects import Project

pytest_plugins = ["tests.fixtures.projects"]

POST = ("paths", "/outbound/smarthost", "post")
CONTENT = (*POST, "requestBody", "content")
ROOT = (*CONTENT, "application/json", "schema")
FIELDS = (*ROOT, "properties")
RESPONSES = (*POST, "responses")

WHERE = "POST /outbound/smarthost"
ANY = {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}
JSON_ANSWER = {"description": "", "content": {"application/json": ANY}}


def parameter(place: str = "query", name: str = "q", **schema: Any) -> list[dict[str, Any]]:
    """The parameters of an operation that has one."""
    return [{"name": name, "in": place, "schema": {"type": "string"} | schema}]


# A value at a place of the description, and what is said of it.
REFUSED: list[tuple[tuple[str | int, ...], Any, str]] = [
    (
        (*POST, "security"),
        [{"newKey": []}],
        ": the security scheme newKey has no key. Add it under",
    ),
    (
        (*POST, "security"),
        [{"apiKeyAuth": []}, {}],
        ": one security scheme, or none, is supported.",
    ),
    ((*POST, "security"), [{}], ": one security scheme, or none, is supported."),
    (("security",), [{"newKey": []}], ": the security scheme newKey has no key."),
    ((*POST, "parameters"), parameter("cookie"), " q: a parameter in cookie is not supported."),
    ((*POST, "parameters"), parameter("path"), " q: a parameter in the path is required."),
    ((*POST, "parameters"), parameter("path"), ": the path's placeholders are not its path param"),
    (
        (*POST, "parameters"),
        parameter("header", "a\r\nb"),
        ": a header of this name cannot be given.",
    ),
    ((*POST, "parameters"), parameter("header", "Host"), " Host: a header of this name cannot be"),
    (
        (*POST, "parameters"),
        parameter(maxLength=5),
        " q: maxLength of a parameter would be dropped.",
    ),
    ((*POST, "parameters"), parameter(pattern="a"), " q: pattern of a parameter would be dropped."),
    (
        (*POST, "parameters"),
        parameter(type="integer", minimum=1),
        " q: minimum of a parameter would",
    ),
    ((*POST, "parameters"), parameter(type="object"), " q: a parameter that is no scalar is not"),
    ((*POST, "parameters"), parameter(type="file"), " q: a schema of type file is not supported."),
    (
        (*POST, "parameters"),
        parameter(enum=[1]),
        " q: an enum must list strings or integers, as its",
    ),
    (
        (*POST, "parameters"),
        parameter(name="user-name") * 2,
        ": user_name would be the name of 2 arg",
    ),
    (
        (*POST, "parameters"),
        parameter(name="userName") + parameter("header", "User-Name"),
        "2 argu",
    ),
    (
        (*POST, "parameters"),
        parameter(name="Username"),
        ": username would be the name of 2 arguments",
    ),
    (
        (*FIELDS, "Username"),
        {"type": "string"},
        " body: username would be the name of 2 arguments.",
    ),
    (
        (*FIELDS, "\uff55sername"),
        {"type": "string"},
        " body: username would be the name of 2 arguments.",
    ),
    (
        CONTENT,
        {"text/csv": ANY},
        " body: content types are text/csv; only application/json is supp",
    ),
    (CONTENT, {"application/json": ANY, "text/csv": ANY}, "are application/json, text/csv; only"),
    (CONTENT, {}, " body: content types are none; only application/json is supported."),
    (ROOT, {"type": "string"}, " body: only an object with properties is supported."),
    (ROOT, {"type": "object"}, " body: only an object with properties is supported."),
    ((*RESPONSES, "200"), ..., f"{WHERE} describes no success: a 2xx response is needed."),
    ((*RESPONSES, "200", "content"), ..., " 200: content types are none; only application/json is"),
    (
        (*RESPONSES, "204"),
        {"description": ""},
        " 204: content types are none; only application/json",
    ),
    (
        (*RESPONSES, "2XX"),
        JSON_ANSWER,
        ": the status 2XX is not supported; a success needs its own",
    ),
    ((*RESPONSES, "20"), JSON_ANSWER, ": the status 20 is not supported; a success needs its own"),
    (
        (*FIELDS, "username", "type"),
        "file",
        " body.username: a schema of type file is not supported.",
    ),
    ((*FIELDS, "username", "format"), "date-time", " body.username: the format date-time is not"),
    (
        (*FIELDS, "username", "format"),
        "binary",
        " body.username: the format binary is not supported.",
    ),
    ((*FIELDS, "username", "enum"), ["a"], " body.username: pattern of an enum would be dropped."),
    ((*FIELDS, "username", "minimum"), 1, " body.username: minimum of string would be dropped."),
    ((*FIELDS, "quota", "enum"), [1, 2], " body.quota: an enum must list strings or integers, as"),
    (
        (*FIELDS, "state"),
        {"type": "string", "enum": []},
        " body.state: an enum must list strings or",
    ),
    ((*FIELDS, "state"), {"type": "string", "enum": ["a", None]}, " body.state: an enum must list"),
    (
        (*FIELDS, "state"),
        {"type": "integer", "enum": [True]},
        " body.state: an enum must list strin",
    ),
    (
        (*FIELDS, "list"),
        {"type": "array"},
        " body.list: an array has items, an object has properti",
    ),
    (
        (*FIELDS, "username", "items"),
        {"type": "string"},
        " body.username: an array has items, an obj",
    ),
    (
        (*FIELDS, "username", "properties"),
        {"a": {"type": "string"}},
        " body.username: an array has",
    ),
    (
        (*FIELDS, "lists"),
        {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        " body.lists: an array of arrays is not supported.",
    ),
    (
        (*FIELDS, "inner"),
        {"type": "object", "required": ["a"]},
        " body.inner: a is required and not",
    ),
    ((*ROOT, "required"), ["username", "user"], " body: user is required and not described."),
]


@pytest.mark.parametrize(("place", "value", "words"), REFUSED)
def test_refused(
    project: Project,
    refusal: Callable[..., str],
    place: tuple[str | int, ...],
    value: Any,
    words: str,
) -> None:
    """A feature that the tree would not carry is refused, and nothing is changed."""
    project.set(place, value)

    said = refusal()

    assert words in said
    assert said.startswith(WHERE)


@pytest.mark.parametrize(
    "path", ["users", "/us ers", "/users?all=1", "/users#a", '/us"ers', "/us\ners", "/{}", "/{a b}"]
)
def test_path_that_cannot_be(project: Project, refusal: Callable[..., str], path: str) -> None:
    """A path with characters that no path has is refused."""
    project.set(("paths", path), {"post": {"responses": {"200": JSON_ANSWER}}})

    assert f"POST {path}: the path has characters that no path can have." in refusal()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ((*FIELDS, "state"), {"type": "string", "enum": ["a", "b"], "description": "x"}),
        ((*FIELDS, "userName"), {"type": "string"}),
        ((*FIELDS, "free"), {"type": "object", "additionalProperties": True}),
        ((*RESPONSES, "4XX"), {"description": "", "content": {"text/html": {}}}),
        ((*RESPONSES, "default"), {"description": "", "content": {"application/json": {"a": 1}}}),
        ((*RESPONSES, "200", "headers"), {"X-Id": {"$ref": "#/components/headers/id"}}),
        (
            (*RESPONSES, "200", "content", "application/json", "schema", "properties", "message"),
            {"type": "string", "pattern": "(a+)+$"},
        ),
        ((*POST, "parameters"), parameter("header", "X-Trace", enum=["a"])),
        (("components", "schemas"), {"Unused": {"oneOf": []}}),
    ],
)
def test_not_refused(project: Project, place: tuple[str | int, ...], value: Any) -> None:
    """What costs nothing is let through."""
    project.set(place, value)

    assert project.prepare()["paths"]
