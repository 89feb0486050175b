"""What would be dropped, overwritten or misread is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fixtures.places import ANSWER, BODY, CONTENT, CREATE, FIELDS, JSON

if TYPE_CHECKING:
    from tests.fixtures.drafts import Draft
    from tests.fixtures.places import Place

pytest_plugins = ["tests.fixtures.drafts"]

WHERE = "POST /things"
PARAMETERS = (*CREATE, "parameters")
RESPONSES = (*CREATE, "responses")
DELETE = ("paths", "/things/{thingId}", "delete")
TEXT = {"type": "string"}
ANY = {"schema": {"type": "object", "properties": {"id": TEXT}}}
KEY = {"name": "Idempotency-Key", "in": "header", "schema": TEXT}
UNNAMED = "a success needs its own number."
MEDIA = "application/json or text/csv is supported."
ONE_SCHEME = f"{WHERE}: one security scheme, or none, is supported."
NO_SCALAR = f"{WHERE} q: a parameter that is no scalar is not supported."
NO_OBJECT = f"{WHERE} body: only an object is supported."
NO_PROPERTIES = f"{WHERE} body: only an object with properties is supported."
ADD = "Add it under keys in codegen/operations.yaml."
NO_HEADER = "a header of this name cannot be given."


def with_(place: str = "query", name: str = "q", **schema: Any) -> list[dict[str, Any]]:
    """The parameters of an operation that has one more."""
    return [KEY, {"name": name, "in": place, "schema": TEXT | schema}]


# A value at a place of the description, and what is said of it.
REFUSED: list[tuple[Place, Any, list[str]]] = [
    (
        (*CREATE, "security"),
        [{"newKey": []}],
        [f"{WHERE}: the security scheme newKey has no key. {ADD}"],
    ),
    ((*CREATE, "security"), [{"firstKey": []}, {}], [ONE_SCHEME]),
    ((*CREATE, "security"), [{"firstKey": []}, {"secondKey": []}], [ONE_SCHEME]),
    ((*CREATE, "security"), [{"firstKey": [], "secondKey": []}], [ONE_SCHEME]),
    ((*CREATE, "security"), [{}], [ONE_SCHEME]),
    (PARAMETERS, with_("cookie"), [f"{WHERE} q: a parameter in cookie is not supported."]),
    (
        PARAMETERS,
        with_("path"),
        [
            f"{WHERE}: the path's placeholders are not its path parameters.",
            f"{WHERE} q: a parameter in the path is required.",
        ],
    ),
    (
        (*DELETE, "parameters"),
        [],
        ["DELETE /things/{thingId}: the path's placeholders are not its path parameters."],
    ),
    (
        (*DELETE, "parameters", 0, "name"),
        "id",
        ["DELETE /things/{thingId}: the path's placeholders are not its path parameters."],
    ),
    (PARAMETERS, with_("header", "a\r\nb"), [f"{WHERE} a\r\nb: {NO_HEADER}"]),
    (PARAMETERS, with_("header", "naïve"), [f"{WHERE} naïve: {NO_HEADER}"]),
    *(
        (PARAMETERS, with_("header", name), [f"{WHERE} {name}: {NO_HEADER}"])
        for name in ("Host", "accept", "Authorization", "Content-Type", "User-Agent")
    ),
    (PARAMETERS, with_(type="object"), [NO_SCALAR]),
    (PARAMETERS, with_(type="array"), [NO_SCALAR]),
    (PARAMETERS, with_(type="file"), [NO_SCALAR]),
    (PARAMETERS, with_(type=["string", "null"]), [NO_SCALAR]),
    (PARAMETERS, with_(nullable=True), [NO_SCALAR]),
    (PARAMETERS, [KEY, KEY | {"name": "q", "schema": {"oneOf": [TEXT]}}], [NO_SCALAR]),
    (PARAMETERS, with_(minimum=1), [f"{WHERE} q: minimum of string would be dropped."]),
    (
        PARAMETERS,
        with_(enum=[1]),
        [f"{WHERE} q: an enum must list strings or integers, as its type says."],
    ),
    (
        PARAMETERS,
        with_(name="user-name") + with_(name="userName")[1:],
        [f"{WHERE}: user_name would be the name of 2 arguments."],
    ),
    (
        PARAMETERS,
        with_(name="q") + with_("header", "Q")[1:],
        [f"{WHERE}: q would be the name of 2 arguments."],
    ),
    (PARAMETERS, with_(name="Text"), [f"{WHERE}: text would be the name of 2 arguments."]),
    (
        (*FIELDS, "Text"),
        TEXT,
        [
            f"{WHERE} body: text would be the name of 2 arguments.",
            f"{WHERE}: text would be the name of 2 arguments.",
        ],
    ),
    (
        (*FIELDS, "child", "properties", "\uff49d"),
        TEXT,
        [f"{WHERE} body.child: id would be the name of 2 arguments."],
    ),
    (
        CONTENT,
        {"text/html": ANY},
        [f"{WHERE} body: content types are text/html; {MEDIA}", NO_PROPERTIES],
    ),
    (
        CONTENT,
        {JSON: ANY, "text/csv": ANY},
        [f"{WHERE} body: content types are {JSON}, text/csv; {MEDIA}"],
    ),
    (CONTENT, {}, [NO_PROPERTIES]),
    (BODY, {"type": "string"}, [NO_OBJECT, NO_PROPERTIES]),
    (BODY, {"type": "array", "items": TEXT}, [NO_OBJECT, NO_PROPERTIES]),
    (BODY, {"oneOf": [ANY["schema"]]}, [NO_OBJECT, NO_PROPERTIES]),
    (BODY, ANY["schema"] | {"nullable": True}, [NO_OBJECT]),
    (BODY, {"type": "object"}, [NO_PROPERTIES]),
    (BODY, {}, [NO_PROPERTIES]),
    (
        RESPONSES,
        {"400": {"description": ""}},
        [f"{WHERE} describes no success: a 2xx response is needed."],
    ),
    *(
        (
            (*RESPONSES, status),
            {"description": "", "content": {JSON: ANY}},
            [f"{WHERE}: the status {status} is not supported; {UNNAMED}"],
        )
        for status in ("2XX", "20", "6XX", "4xx", "ok")
    ),
    (
        (*RESPONSES, "204"),
        {"description": ""},
        [f"{WHERE}: its successes have different content types."],
    ),
    (
        (*RESPONSES, "204"),
        {"description": "", "content": {"text/csv": ANY}},
        [f"{WHERE}: its successes have different content types."],
    ),
    (
        (*RESPONSES, "200", "content"),
        {"text/html": ANY},
        [
            f"{WHERE} 200: content types are text/html; {MEDIA}",
            f"{WHERE}: its successes have different content types.",
        ],
    ),
    (
        (*RESPONSES, "200", "content", JSON, "schema"),
        {"type": "array", "items": TEXT},
        [f"{WHERE} 200: only an object is supported."],
    ),
    *(
        (
            (*RESPONSES, "202", "content", JSON, "schema", "properties", "id"),
            schema,
            [f"{WHERE}: id has different shapes in its successes."],
        )
        for schema in ({"type": "integer"}, {}, TEXT | {"nullable": True}, TEXT | {"enum": ["a"]})
    ),
]
# What costs nothing.
LET_THROUGH: list[tuple[Place, Any]] = [
    ((*CREATE, "security"), []),
    ((*CREATE, "security"), [{"secondKey": []}]),
    (PARAMETERS, with_("header", "X-Trace", enum=["a"])),
    (PARAMETERS, with_(pattern="^[a-z ]+$", maxLength=3)),
    ((*RESPONSES, "1XX"), {"description": ""}),
    ((*RESPONSES, "301"), {"description": ""}),
    ((*RESPONSES, "4XX"), {"description": "", "content": {"text/html": {}}}),
    ((*RESPONSES, "default"), {"description": "", "content": {JSON: {"a": 1}}}),
    ((*RESPONSES, "201"), {"description": "", "content": {JSON: {"schema": {}}}}),
    (
        (*RESPONSES, "202", "content", JSON, "schema", "properties", "id"),
        TEXT | {"description": "Another", "example": "a", "x-inferred": True},
    ),
    ((*ANSWER, "properties", "response", "pattern"), "(a+)+$"),
]


@pytest.mark.parametrize(("place", "value", "words"), REFUSED)
def test_refused(draft: Draft, place: Place, value: Any, words: list[str]) -> None:
    """A feature that the tree would not carry is refused, with where it stands."""
    draft.set(place, value)
    said = draft.problems()

    # An entry that speaks of what a test took out is told as well.
    assert words == [line for line in said if "operations.yaml" not in line or line in words]


def test_security_of_the_document(draft: Draft) -> None:
    """The security of the document is that of every operation without its own."""
    draft.set(("security",), [{"newKey": []}])
    said = draft.problems()

    assert "POST /mail: the security scheme newKey has no key." in said[-1]
    assert not any(line.startswith("GET /things:") for line in said)


@pytest.mark.parametrize(
    "path", ["users", "/us ers", "/users?all=1", "/users#a", '/us"ers', "/us\ners", "/{}", "/{a b}"]
)
def test_path_that_cannot_be(draft: Draft, path: str) -> None:
    """A path with characters that no path has is refused."""
    answer = {"description": "", "content": {JSON: ANY}}
    draft.set(("paths", path), {"post": {"responses": {"200": answer}}})

    assert f"POST {path}: the path has characters that no path can have." in draft.problems()


def test_clash_that_is_left_out(draft: Draft) -> None:
    """A parameter that is left out clashes with nothing."""
    draft.set(PARAMETERS, with_(name="Text"))
    draft.name(("operations", WHERE, "left_out"), {"query": ["Text"]})

    assert draft.prepared()


def test_clash_of_an_alias(draft: Draft) -> None:
    """A field that is another name of the same thing clashes with nothing."""
    draft.set((*FIELDS, "Text"), TEXT)
    draft.name(("operations", WHERE, "aliases"), {"Text": "text"})

    assert draft.prepared()


@pytest.mark.parametrize(("place", "value"), LET_THROUGH)
def test_let_through(draft: Draft, place: Place, value: Any) -> None:
    """What costs nothing is let through."""
    draft.set(place, value)

    assert draft.prepared()["paths"]["/things"]
