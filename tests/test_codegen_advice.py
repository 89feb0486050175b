"""What is missing in operations.yaml is told with the line to write, and the line fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fixtures.projects import Project

pytest_plugins = ["tests.fixtures.projects"]

WHERE = "POST /outbound/smarthost"
POST = ("paths", "/outbound/smarthost", "post")
FIELDS = (*POST, "requestBody", "content", "application/json", "schema", "properties")
FILE = "codegen/operations.yaml"
# An answer for operations that a test adds.
ADDED = {
    "responses": {
        "200": {
            "description": "",
            "content": {
                "application/json": {
                    "schema": {"type": "object", "properties": {"a": {"type": "string"}}}
                }
            },
        }
    }
}


def test_operation_without_a_name(project: Project, refusal: Callable[..., str]) -> None:
    """A new operation is refused with the line to write; with this line, it fits."""
    project.set((*POST[:-1], "get"), ADDED)
    said = refusal()

    assert said == (
        "GET /outbound/smarthost has no name. Add under operations in codegen/operations.yaml:\n"
        "  GET /outbound/smarthost: {name: smtp_users.list}\n"
        "Nothing was changed.\n"
    )

    project.paste("operations", said.splitlines()[1])

    assert set(project.prepare()["paths"]["/outbound/smarthost"]) == {"get", "post"}


def test_many_operations_without_names(project: Project, refusal: Callable[..., str]) -> None:
    """All lines together fit, too, whatever the paths are."""
    paths = ["/import", "/2fa", "/a", "/b/a", "/a:x", "/a'b", "/%41", "/", "/List", "/async/x"]
    for path in paths:
        project.set(("paths", path), {"get": ADDED, "put": ADDED})
    lines = [line for line in refusal().splitlines() if line.startswith("  ")]

    project.paste("operations", "\n".join(lines))

    assert len(project.prepare()["paths"]) == len(paths) + 1


def test_entry_without_a_name(project: Project, refusal: Callable[..., str]) -> None:
    """An entry that says the rest still needs a name."""
    project.replace(FILE, "    name: smtp_users.create\n", "")

    assert refusal().startswith("POST /outbound/smarthost has no name. Add under operations")


def test_name_that_is_given_twice(project: Project, refusal: Callable[..., str]) -> None:
    """Two operations of one name are refused: one would overwrite the other."""
    project.set((*POST[:-1], "get"), ADDED)
    project.paste("operations", "  GET /outbound/smarthost: {name: smtp_users.create}")

    assert refusal() == (
        "The name smtp_users.create is given to 2 operations. Give each a name of its own.\n"
        "Nothing was changed.\n"
    )


def test_names_of_one_class(project: Project, refusal: Callable[..., str]) -> None:
    """Two names of which the same classes would be made are refused."""
    project.set((*POST[:-1], "get"), ADDED)
    project.paste("operations", "  GET /outbound/smarthost: {name: smtp.users_create}")

    assert "The names smtp.users_create and smtp_users.create make the same class." in refusal()


@pytest.mark.parametrize("pattern", ["^a+$", "it's", "# a: {b}", 'q"uote\\d', "new\nline", "ü*"])
def test_pattern_that_nobody_reviewed(
    project: Project, refusal: Callable[..., str], pattern: str
) -> None:
    """A new pattern is refused with the line to write; with this line, it fits unchecked."""
    project.set((*FIELDS, "message"), {"type": "string", "pattern": pattern})
    said = refusal()

    assert f"{WHERE}, body.message: the pattern {pattern} was not reviewed." in said

    project.paste("patterns", said.splitlines()[-2])
    schema = project.prepare()["paths"]["/outbound/smarthost"]["post"]["requestBody"]["content"]

    assert "x-check" not in schema["application/json"]["schema"]["properties"]["message"]


@pytest.mark.parametrize("line", [0, 1])
def test_secret_that_nobody_declared(
    project: Project, refusal: Callable[..., str], line: int
) -> None:
    """A field that is called like a secret is refused until it is said whether it is one."""
    project.replace(FILE, "    secrets: [password]\n", "")
    said = refusal()

    assert said == (
        "POST /outbound/smarthost: password: these look like secrets. Say which are, in the "
        "operation's entry in codegen/operations.yaml:\n"
        "    secrets: [password]\n"
        "or that they are none:\n"
        "    not_secrets: [password]\n"
        "Nothing was changed.\n"
    )

    pasted = re.findall("^    .*$", said, re.MULTILINE)[line]
    project.replace(FILE, "    retry: named\n", f"    retry: named\n{pasted}\n")
    properties = project.prepare()["paths"]["/outbound/smarthost"]["post"]["requestBody"]

    schema = properties["content"]["application/json"]["schema"]
    assert schema["properties"]["password"]["x-secret"] == (line == 0)


@pytest.mark.parametrize("name", ["apiKey", "api_key", "clientSecret", "TOKEN", "credentials"])
def test_words_of_secrets(project: Project, refusal: Callable[..., str], name: str) -> None:
    """Words such as token and api key tell a secret, in parameters, too."""
    parameter = {"name": name, "in": "query", "schema": {"type": "string"}}
    project.set((*POST, "parameters"), [parameter])

    assert f"{WHERE}: {name}: these look like secrets." in refusal()


def test_secret_in_a_parameter(project: Project, refusal: Callable[..., str]) -> None:
    """A parameter cannot be a secret: addresses are logged on their way."""
    parameter = {"name": "apiKey", "in": "query", "schema": {"type": "string"}}
    project.set((*POST, "parameters"), [parameter])
    project.replace(FILE, "[password]", "[password, apiKey]")

    assert f"{WHERE}: secrets has apiKey, which is no string of a body." in refusal()
