"""What the generator reads: the description with all that the templates need, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.fixtures.projects import Project

pytest_plugins = ["tests.fixtures.projects"]

POST = ("paths", "/outbound/smarthost", "post")
BODY = (*POST, "requestBody")
FIELDS = (*BODY, "content", "application/json", "schema", "properties")
OK = (*POST, "responses", "200", "content", "application/json", "schema")
INNER = {"type": "object", "properties": {"leafId": {"type": "string"}}}


def operation(project: Project) -> dict[str, Any]:
    """The one operation, prepared."""
    prepared: dict[str, Any] = project.prepare()["paths"]["/outbound/smarthost"]["post"]
    return prepared


def body(project: Project) -> dict[str, Any]:
    """The schema of its body."""
    content = operation(project)["requestBody"]["content"]
    schema: dict[str, Any] = content["application/json"]["schema"]
    return schema


def about(project: Project) -> dict[str, Any]:
    """What the templates are told of it."""
    found: dict[str, Any] = operation(project)["responses"]["200"]["x-operation"]
    return found


def test_document(project: Project) -> None:
    """Of the document itself, no more is left than the generator asks for."""
    prepared = project.prepare()

    assert list(prepared) == ["openapi", "info", "paths"]
    assert prepared["info"] == {"title": "JetEmail API", "version": "1.0.0"}


def test_operation(project: Project) -> None:
    """An operation has its name as tag and id, and its texts in one form."""
    prepared = operation(project)

    assert (prepared["tags"], prepared["operationId"]) == (["smtp_users"], "create")
    assert prepared["summary"] == "Create an SMTP user"
    assert list(prepared["responses"]) == ["200"]


def test_about_the_operation(project: Project) -> None:
    """The templates are told how the operation behaves, and what it returns and raises."""
    assert about(project) == {
        "name": "smtp_users.create",
        "verb": "create",
        "method": "POST",
        "path": "/outbound/smarthost",
        "retry": "named",
        "key": "account",
        "secrets": ["password"],
        "names": {},
        "deprecated": False,
        "returns": [
            (
                "200: The SMTP user was created. A password is in the answer only if the "
                "request had none."
            )
        ],
        "raises": [
            "BadRequestError: 400: The input is not valid.",
            "AuthenticationError: 401: The API key is missing or not valid.",
            (
                "PermissionDeniedError: 403: The account's plan does not include a feature "
                "that was asked for."
            ),
            "ConflictError: 409: The username is taken.",
            "InternalServerError: 500: The server failed.",
        ],
    }


def test_operation_without_texts(project: Project) -> None:
    """Without a summary, the operation's name stands for it."""
    project.set((*POST, "summary"), ...)
    project.set((*POST, "description"), ...)

    assert operation(project)["summary"] == "smtp_users.create"
    assert operation(project)["description"] == ""


def test_field(project: Project) -> None:
    """A field keeps its type and limits, and says the rest in a sentence."""
    schema = body(project)["properties"]["username"]

    assert schema == {
        "type": "string",
        "minLength": 1,
        "maxLength": 64,
        "x-check": {"pattern": "[a-z0-9-]+", "meaning": "lowercase letters, digits and hyphens"},
        "x-secret": False,
        "description": "Name of the SMTP user. The server reduces it to lowercase letters, digits "
        "and hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens. "
        "Example: smtp-user1.",
    }


def test_model(project: Project) -> None:
    """An object has a class name, and the Python names of its fields."""
    schema = body(project)

    assert schema["title"] == "SmtpUsersCreateRequest"
    assert (schema["x-operation"], schema["x-request"]) == ("smtp_users.create", True)
    assert schema["x-names"]["allowAnyDomain"] == "allow_any_domain"
    assert schema["x-at-most-one"] == [["allowAnyDomain", "allowAllDomains"]]
    assert schema["x-about"] == "What smtp_users.create sends."
    assert schema["required"] == ["username"]


def test_nested_models(project: Project) -> None:
    """An object inside has a class name that begins with the outer one."""
    project.set((*FIELDS, "outer"), INNER | {"description": "The outer one"})
    project.set((*FIELDS, "rows"), {"type": "array", "items": INNER})
    properties = body(project)["properties"]

    assert properties["outer"]["title"] == "SmtpUsersCreateRequestOuter"
    assert properties["outer"]["x-about"] == "The outer one."
    assert properties["rows"]["items"]["title"] == "SmtpUsersCreateRequestRowsItem"
    assert properties["rows"]["items"]["x-about"] == "A part of what smtp_users.create sends."


def test_object_without_fields(project: Project) -> None:
    """An object of which nothing is described makes no class."""
    project.set((*FIELDS, "free"), {"type": "object"})

    assert body(project)["properties"]["free"] == {"x-secret": False, "description": ""}


def test_answer(project: Project) -> None:
    """An answer's model is called a result, and nothing in it is checked."""
    schema = operation(project)["responses"]["200"]["content"]["application/json"]["schema"]

    assert (schema["title"], schema["x-request"]) == ("SmtpUsersCreateResult", False)
    assert schema["properties"]["password"]["x-secret"] is True


def test_two_answers(project: Project) -> None:
    """Where there are two successes, the status is a part of the class names."""
    content = {"application/json": {"schema": INNER}}
    project.set((*POST, "responses", "202"), {"description": "Later", "content": content})
    responses = operation(project)["responses"]

    titles = [each["content"]["application/json"]["schema"]["title"] for each in responses.values()]
    assert titles == ["SmtpUsersCreateResult200", "SmtpUsersCreateResult202"]
    assert about(project)["returns"][1] == "202: Later."


def test_errors_without_a_number(project: Project) -> None:
    """A default answer and a range of errors name no class."""
    project.set((*POST, "responses", "default"), {"description": "x"})
    project.set((*POST, "responses", "4XX"), {"description": "x"})

    assert len(about(project)["raises"]) == 5


def test_pattern_of_an_answer(project: Project) -> None:
    """A pattern in an answer is not checked, and its review not asked for."""
    project.set((*OK, "properties", "message", "pattern"), "^[a-z0-9-]+$")
    schema = operation(project)["responses"]["200"]["content"]["application/json"]["schema"]

    assert "x-check" not in schema["properties"]["message"]


@pytest.mark.parametrize(
    ("required", "of_fields", "expected"),
    [(True, [], True), (False, [], False), (False, ["username"], True), (..., [], False)],
)
def test_required_body(
    project: Project, required: Any, of_fields: list[str], expected: bool
) -> None:
    """A body is required if the description says so, or if a field of it is."""
    project.set((*BODY, "required"), required)
    project.set((*FIELDS[:-1], "required"), of_fields)

    assert operation(project)["requestBody"]["required"] is expected


@pytest.mark.parametrize(("security", "key"), [([], None), ([{"apiKeyAuth": []}], "account")])
def test_key(project: Project, security: Any, key: str | None) -> None:
    """An operation's own security goes before that of the document."""
    project.set((*POST, "security"), security)

    assert about(project)["key"] == key


def test_document_without_security(project: Project) -> None:
    """Without any security, there is no key."""
    project.set(("security",), ...)

    assert about(project)["key"] is None


def test_parameter(project: Project) -> None:
    """A parameter keeps its schema, with its own description and example."""
    parameter = {
        "name": "client",
        "in": "query",
        "description": "Whose",
        "example": "a",
        "schema": {"type": "string", "description": "Other", "enum": ["a"], "default": "a"},
    }
    project.set((*POST, "parameters"), [parameter])

    assert operation(project)["parameters"] == [
        {
            "name": "client",
            "in": "query",
            "required": False,
            "schema": {
                "type": "string",
                "enum": ["a"],
                "x-secret": False,
                "title": "SmtpUsersClient",
                "description": "Whose. The API's own default, never sent: a. Example: a.",
            },
        }
    ]
    assert about(project)["names"] == {"client": "client_"}
