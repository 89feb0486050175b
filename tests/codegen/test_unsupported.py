"""Parts of operations that the generator would drop, overwrite or misread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.codegen.fixtures.places import BODY, CONTENT, CREATE, FIELDS, JSON, RESPONSE

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft
    from tests.codegen.fixtures.places import Place

pytest_plugins = ["tests.codegen.fixtures.drafts"]

WHERE = "POST /things"
PARAMETERS = (*CREATE, "parameters")
RESPONSES = (*CREATE, "responses")
DELETE = ("paths", "/things/{thingId}", "delete")
TEXT = {"type": "string"}
ANY = {"schema": {"type": "object", "properties": {"id": TEXT}}}
HEADER_KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
KEY = {"name": "Idempotency-Key", "in": "header", "schema": TEXT}
NO_SCALAR = f"{WHERE} q: a parameter in the query must be a scalar or a list of scalars."
BEARER = "is needed, and the client sends only Authorization: Bearer."
TAGS = {"type": "array", "items": TEXT}
ADD = "Add it under keys in codegen/operations.yaml."
NO_HEADER = "a header of this name cannot be given."


def with_(place: str = "query", name: str = "q", **schema: Any) -> list[dict[str, Any]]:
    """Return the parameters of the operation, and one more."""
    return [KEY, {"name": name, "in": place, "schema": TEXT | schema}]


# A value at a place of the document, and the problems.
UNSUPPORTED: list[tuple[Place, Any, list[str]]] = [
    (
        (*CREATE, "security"),
        [{"newKey": []}],
        [f"{WHERE}: the security scheme newKey has no key. {ADD}"],
    ),
    (
        (*CREATE, "security"),
        [{"firstKey": []}, {"secondKey": []}],
        [f"{WHERE}: firstKey or secondKey: they have different keys; one is supported."],
    ),
    (
        (*CREATE, "security"),
        [{"firstKey": [], "secondKey": []}],
        [f"{WHERE}: firstKey with secondKey {BEARER}"],
    ),
    (
        (*CREATE, "security"),
        [{"headerKey": []}, {"firstKey": [], "headerKey": []}],
        [f"{WHERE}: headerKey or firstKey with headerKey {BEARER}"],
    ),
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
        for name in ("Host", "content-length", "User-Agent")
    ),
    (PARAMETERS, with_(type="object"), [NO_SCALAR]),
    (PARAMETERS, with_(type="array", items={"type": "object"}), [NO_SCALAR]),
    (PARAMETERS, with_(type="array", items=TEXT | {"nullable": True}), [NO_SCALAR]),
    (
        PARAMETERS,
        with_(type="array", items=TEXT | {"minimum": 1}),
        [f"{WHERE} q[]: minimum of string would be dropped."],
    ),
    (
        (*DELETE, "parameters", 0, "schema"),
        TAGS,
        ["DELETE /things/{thingId} thingId: a parameter in the path must be a scalar."],
    ),
    (PARAMETERS, [KEY, KEY | {"name": "q", "in": "query", "schema": {}}], [NO_SCALAR]),
    (PARAMETERS, with_(minimum=1), [f"{WHERE} q: minimum of string would be dropped."]),
    (
        PARAMETERS,
        with_(enum=[1]),
        [f"{WHERE} q: an enum must list strings, integers or booleans, as its type says."],
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
    (CONTENT, {}, [f"{WHERE} body: it has no media type."]),
    (
        BODY,
        {"type": "array", "items": TEXT | {"minimum": 1}},
        [f"{WHERE} body[]: minimum of string would be dropped."],
    ),
    (
        RESPONSES,
        {"400": {"description": ""}},
        [f"{WHERE} describes no success: a 2xx response is needed."],
    ),
    (
        (*RESPONSES, "204"),
        {"description": "", "content": {"text/csv": ANY}},
        [f"{WHERE}: its successes have different content types."],
    ),
    *(
        (
            (*RESPONSES, "202", "content", JSON, "schema", "properties", "id"),
            schema,
            [f"{WHERE} {one}.id: it has another shape in another success." for one in (200, 202)],
        )
        for schema in ({"type": "integer"}, {}, TEXT | {"nullable": True}, TEXT | {"enum": ["a"]})
    ),
]
# Values that are supported.
SUPPORTED: list[tuple[Place, Any]] = [
    ((*CREATE, "security"), []),
    ((*CREATE, "security"), [{"secondKey": []}]),
    ((*CREATE, "security"), [{}]),
    ((*CREATE, "security"), [{"headerKey": []}, {}]),
    ((*CREATE, "security"), [{"firstKey": []}, {}]),
    ((*CREATE, "security"), [{"headerKey": []}, {"firstKey": []}]),
    (PARAMETERS, with_("header", "X-Trace", enum=["a"])),
    (PARAMETERS, with_("header", "X-Trace", type="array", items=TEXT)),
    (PARAMETERS, with_(type="array", items=TEXT)),
    (PARAMETERS, [KEY, KEY | {"name": "q", "in": "query", "schema": {"oneOf": [TEXT, TAGS]}}]),
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
    ((*RESPONSE, "properties", "response", "pattern"), "(a+)+$"),
]


@pytest.mark.parametrize(("place", "value", "message"), UNSUPPORTED)
def test_unsupported(draft: Draft, place: Place, value: Any, message: list[str]) -> None:
    """An unsupported part is reported, with its place."""
    draft.set(("components",), {"securitySchemes": {"headerKey": HEADER_KEY}})
    draft.set(place, value)
    reported = draft.problems()

    # The entry may have fields that the case removed.
    assert message == [
        line for line in reported if "operations.yaml" not in line or line in message
    ]


def test_security_of_the_document(draft: Draft) -> None:
    """Operations without security of their own have that of the document."""
    draft.set(("security",), [{"newKey": []}])
    reported = draft.problems()

    assert "POST /mail: the security scheme newKey has no key." in "\n".join(reported)
    assert not any(line.startswith("GET /things:") for line in reported)


@pytest.mark.parametrize(
    "path", ["users", "/us ers", "/users?all=1", "/users#a", '/us"ers', "/us\ners", "/{}", "/{a b}"]
)
def test_invalid_path(draft: Draft, path: str) -> None:
    """A path with characters that are not allowed in paths is reported."""
    response = {"description": "", "content": {JSON: ANY}}
    draft.set(("paths", path), {"post": {"responses": {"200": response}}})

    assert f"POST {path}: the path has characters that no path can have." in draft.problems()


def test_no_clash_with_an_omitted_parameter(draft: Draft) -> None:
    """A parameter that the entry leaves out does not clash with a field."""
    draft.set(PARAMETERS, with_(name="Text"))
    draft.override(("operations", WHERE, "left_out"), {"query": ["Text"]})

    assert draft.prepared()


def test_no_clash_with_an_alias(draft: Draft) -> None:
    """An alias of a field does not clash with it."""
    draft.set((*FIELDS, "Text"), TEXT)
    draft.override(("operations", WHERE, "aliases"), {"Text": "text"})

    assert draft.prepared()


@pytest.mark.parametrize(("place", "value"), SUPPORTED)
def test_supported(draft: Draft, place: Place, value: Any) -> None:
    """Values without effect on the generated code are accepted."""
    draft.set(("components",), {"securitySchemes": {"headerKey": HEADER_KEY}})
    draft.set(place, value)

    assert draft.prepared()["paths"]["/things"]
