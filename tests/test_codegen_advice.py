"""What is missing in operations.yaml is told with the line to write, and the line fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.places import FIELDS, LIST

if TYPE_CHECKING:
    from tests.fixtures.drafts import Draft

pytest_plugins = ["tests.fixtures.drafts"]

IT = "codegen/operations.yaml"
WHERE = "POST /things"
PIN = {"type": "string", "description": "New"}
# An operation that a test adds.
ADDED = {"responses": {"204": {"description": "Done"}}}


def test_operation_without_a_name(draft: Draft) -> None:
    """A new operation is refused with the line to write; with this line, it fits."""
    draft.set((*LIST[:-1], "put"), ADDED)
    (said,) = draft.problems()

    assert said == (
        f"PUT /things has no name. Add under operations in {IT}:\n"
        "  PUT /things: {name: things.replace}"
    )

    draft.paste("operations", said.splitlines()[1])

    assert "things.replace" == draft.about("/things", "put")["name"]


def test_many_operations_without_names(draft: Draft) -> None:
    """All lines together fit, too, whatever the paths are."""
    paths = ["/import", "/2fa", "/a", "/b/a", "/a:x", "/a'b", "/%41", "/", "/List", "/async/x"]
    for path in (*paths, "/csv", "/sender"):
        draft.set(("paths", path), {"get": ADDED, "put": ADDED})
    lines = [line for said in draft.problems() for line in said.splitlines()[1:]]

    draft.paste("operations", "\n".join(lines))

    assert set(paths) < set(draft.prepared()["paths"])


def test_entry_without_a_name(draft: Draft) -> None:
    """An entry that says the rest still needs a name."""
    draft.name(("operations", WHERE, "name"), ...)

    (said,) = draft.problems()

    assert said == (
        f"POST /things has no name. Add under operations in {IT}:\n"
        "  POST /things: {name: things.create}"
    )


@pytest.mark.parametrize("pattern", ["^a+$", "it's", "# a: {b}", 'q"uote\\d', "new\nline", "ü*"])
def test_pattern_that_nobody_reviewed(draft: Draft, pattern: str) -> None:
    """A new pattern is refused with the line to write; with this line, it fits unchecked."""
    draft.set((*FIELDS, "message"), {"type": "string", "pattern": pattern})
    (said,) = draft.problems()

    assert said.startswith(f"{WHERE}, body.message: the pattern {pattern} was not reviewed. Add")

    draft.paste("patterns", said.splitlines()[-1])
    fields = draft.model("ThingsCreateRequest")["fields"]

    assert ["_checks.text()"] == [one["check"] for one in fields if one["wire"] == "message"]


def test_pattern_of_a_parameter(draft: Draft) -> None:
    """A pattern of a parameter is refused, too."""
    draft.set((*LIST, "parameters", 0, "schema", "pattern"), "b+")
    wire = draft.description["paths"]["/things"]["get"]["parameters"][0]["name"]

    assert f"GET /things, {wire}: the pattern b+ was not reviewed." in draft.problems()[0]


@pytest.mark.parametrize(("line", "is_secret"), [(0, True), (1, False)])
def test_secret_that_nobody_declared(draft: Draft, line: int, is_secret: bool) -> None:
    """A field that is called like a secret is refused until it is said whether it is one."""
    mail = ("paths", "/mail", "post", "requestBody", "content", "application/json", "schema")
    draft.set((*mail, "properties", "new_pin_secret"), PIN)
    (said,) = draft.problems()

    assert said == (
        "POST /mail: new_pin_secret: these look like secrets. Say which are, in the "
        f"operation's entry in {IT}:\n"
        "    secrets: [new_pin_secret]\n"
        "or that they are none:\n"
        "    not_secrets: [new_pin_secret]"
    )

    key, names = re.findall(r"^    (\w+): \[(\w+)\]$", said, re.MULTILINE)[line]
    draft.name(("operations", "POST /mail", key), [names])
    fields = {field["wire"]: field["secret"] for field in draft.model("MailSendRequest")["fields"]}

    assert {"text": False, "new_pin_secret": is_secret} == fields
