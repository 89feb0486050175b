"""Problems with a line to add to operations.yaml, which solves them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.codegen.fixtures.places import FIELDS, LIST

if TYPE_CHECKING:
    from tests.codegen.fixtures.drafts import Draft

pytest_plugins = ["tests.codegen.fixtures.drafts"]

IT = "codegen/operations.yaml"
WHERE = "POST /things"
PIN = {"type": "string", "description": "New"}
# An operation that a test adds.
ADDED = {"responses": {"204": {"description": "Done"}}}


def test_operation_without_a_name(draft: Draft) -> None:
    """A new operation is reported with the line to add; this line solves it."""
    draft.set((*LIST[:-1], "put"), ADDED)
    (reported,) = draft.problems()

    assert reported == (
        f"PUT /things has no name. Add under operations in {IT}:\n"
        "  PUT /things: {name: things.replace}"
    )

    draft.paste("operations", reported.splitlines()[1])

    assert "things.replace" == draft.about("/things", "put")["name"]


def test_many_operations_without_names(draft: Draft) -> None:
    """The lines for several operations are valid together, for any paths."""
    paths = ["/import", "/2fa", "/a", "/b/a", "/a:x", "/a'b", "/%41", "/", "/List", "/async/x"]
    for path in (*paths, "/csv", "/sender"):
        draft.set(("paths", path), {"get": ADDED, "put": ADDED})
    lines = [line for reported in draft.problems() for line in reported.splitlines()[1:]]

    draft.paste("operations", "\n".join(lines))

    assert set(paths) < set(draft.prepared()["paths"])


def test_entry_without_a_name(draft: Draft) -> None:
    """An entry without a name is reported like a missing one."""
    draft.override(("operations", WHERE, "name"), ...)

    (reported,) = draft.problems()

    assert reported == (
        f"POST /things has no name. Add under operations in {IT}:\n"
        "  POST /things: {name: things.create}"
    )


@pytest.mark.parametrize("pattern", ["^a+$", "it's", "# a: {b}", 'q"uote\\d', "new\nline", "ü*"])
def test_pattern_without_review(draft: Draft, pattern: str) -> None:
    """A new pattern is reported with the line to add; it is then accepted, unchecked."""
    draft.set((*FIELDS, "message"), {"type": "string", "pattern": pattern})
    (reported,) = draft.problems()

    assert reported.startswith(
        f"{WHERE}, body.message: the pattern {pattern} was not reviewed. Add"
    )

    draft.paste("patterns", reported.splitlines()[-1])
    fields = draft.model("ThingsCreateRequest")["fields"]

    assert ["_validators.text()"] == [one["check"] for one in fields if one["wire"] == "message"]


def test_pattern_of_a_parameter(draft: Draft) -> None:
    """A new pattern of a parameter is reported, too."""
    draft.set((*LIST, "parameters", 0, "schema", "pattern"), "b+")
    wire = draft.description["paths"]["/things"]["get"]["parameters"][0]["name"]

    assert f"GET /things, {wire}: the pattern b+ was not reviewed." in draft.problems()[0]


@pytest.mark.parametrize(("line", "is_secret"), [(0, True), (1, False)])
def test_undeclared_secret(draft: Draft, line: int, is_secret: bool) -> None:
    """A field named like a secret is reported until it is declared as one, or as none."""
    mail = ("paths", "/mail", "post", "requestBody", "content", "application/json", "schema")
    draft.set((*mail, "properties", "new_pin_secret"), PIN)
    (reported,) = draft.problems()

    assert reported == (
        "POST /mail: new_pin_secret: these look like secrets. Add to the operation's entry in "
        f"{IT}:\n    secrets: [new_pin_secret]\nor, for those that are not:\n"
        "    not_secrets: [new_pin_secret]"
    )

    key, names = re.findall(r"^    (\w+): \[(\w+)\]$", reported, re.MULTILINE)[line]
    draft.override(("operations", "POST /mail", key), [names])
    fields = {field["wire"]: field["secret"] for field in draft.model("MailSendRequest")["fields"]}

    assert {"text": False, "new_pin_secret": is_secret} == fields
