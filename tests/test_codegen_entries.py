"""operations.yaml: what it may say, and that it fits the description."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fixtures.projects import Project

pytest_plugins = ["tests.fixtures.projects"]

WHERE = "POST /outbound/smarthost"
FILE = "codegen/operations.yaml"
IN_ENTRY = f"operations.yaml > operations > {WHERE}"

# The whole file, and what is said of it.
FILES = [
    ("", "operations.yaml is null where an object is needed."),
    ("- a", "operations.yaml is an array where an object is needed."),
    ("operations: {}\npatterns: {}", "operations.yaml > keys is missing."),
    ("keys: {}\noperations: {}", "operations.yaml > patterns is missing."),
    ("keys: []\noperations:\npatterns:", "operations.yaml > keys is an array where an object is"),
    ("keys:\noperations:\npatterns:\nmore: 1", "operations.yaml has more, which is not supported."),
    (
        "keys: {1: account}\noperations:\npatterns:",
        "keys > 1, the key, is an integer where a string",
    ),
    (
        "keys: {a: admin}\noperations:\npatterns:",
        "keys > a is 'admin'; use one of account, transac",
    ),
    (
        "keys: {a: [b]}\noperations:\npatterns:",
        "keys > a is ['b']; use one of account, transaction",
    ),
    ("keys:\noperations: [a]\npatterns:", "operations.yaml > operations is an array where an"),
    ("keys:\noperations: {a: }\npatterns:", "operations > a is null where an object is needed."),
    (
        "keys:\noperations: {a: b}\npatterns:",
        "operations > a is a string where an object is needed.",
    ),
    ("keys:\noperations:\npatterns: {a: b}", "patterns > a is a string where an object is needed."),
    ("keys:\noperations:\npatterns: {a: {}}", "patterns > a > check is missing."),
    ("keys:\noperations:\npatterns: {a: {check: 1}}", "patterns > a > check is an integer where a"),
    (
        "keys:\noperations:\npatterns: {a: {check: b}}",
        "patterns > a: a pattern that is checked needs",
    ),
    (
        "keys:\noperations:\npatterns: {a: {check: '(', meaning: b}}",
        "patterns > a > check is no regular expression: missing ), unterminated subpattern",
    ),
]
# A line of the entry, another in its place, and what is said of it.
ENTRIES = [
    ("name: smtp_users.create", "name: [a]", f"{IN_ENTRY} > name is an array where a string is"),
    (
        "retry: named",
        "retry: often",
        f"{IN_ENTRY} > retry is 'often'; use one of safe, keyed, idem",
    ),
    ("retry: named", "retry: [safe]", f"{IN_ENTRY} > retry is ['safe']; use one of safe, keyed,"),
    ("retry: named", "again: yes", f"{IN_ENTRY} has again, which is not supported."),
    ("[password]", "password", f"{IN_ENTRY} > secrets is a string where an array is needed."),
    ("[password]", "[1]", f"{IN_ENTRY} > secrets[0] is an integer where a string is needed."),
    ("[[", "[", "operations.yaml is not YAML: "),
    ("[[allowAnyDomain, allowAllDomains]]", "[allowAnyDomain]", "at_most_one[0] is a string where"),
    (
        "allowAllDomains",
        "quota",
        f"{WHERE}: at_most_one has quota, which is no boolean of the body.",
    ),
    (
        "allowAllDomains",
        "allow",
        f"{WHERE}: at_most_one has allow, which is no boolean of the body.",
    ),
    ("[password]", "[password, pass]", f"{WHERE}: secrets has pass, which is no string of a body."),
    (
        "[password]",
        "[password, quota]",
        f"{WHERE}: secrets has quota, which is no string of a body.",
    ),
    (
        "[password]",
        "[password]\n    not_secrets: [password]",
        f"{WHERE}: not_secrets has password, which is not described, or is a secret.",
    ),
    (
        "[password]",
        "[password]\n    not_secrets: [pin]",
        f"{WHERE}: not_secrets has pin, which is not described, or is a secret.",
    ),
    (
        "name: smtp_users.create",
        "name: users.Create",
        (
            "The name 'users.Create' is not of the form resource.verb in snake case. Mend it in "
            "codegen/operations.yaml."
        ),
    ),
    (
        f"{WHERE}:",
        f"GET /a: {{name: a.get}}\n  {WHERE}:",
        "GET /a is named but not described. Remove it from codegen/operations.yaml, or mend its",
    ),
    ("keys:\n", "keys:\nkeys:\n", "operations.yaml is not YAML: "),
    (
        "patterns:\n",
        "patterns:\n  'a+': {check: null}\n",
        "The pattern a+ is reviewed but in no body. Remove it from codegen/operations.yaml.",
    ),
]


@pytest.mark.parametrize(("text", "words"), FILES)
def test_file_of_another_shape(
    project: Project, refusal: Callable[..., str], text: str, words: str
) -> None:
    """A file that does not hold the three sections is refused with the place."""
    project.names.write_text(text)

    assert words in refusal()


@pytest.mark.parametrize(("old", "new", "words"), ENTRIES)
def test_entry_that_does_not_fit(
    project: Project, refusal: Callable[..., str], old: str, new: str, words: str
) -> None:
    """What no section can hold, or what the description lacks, is refused."""
    project.replace(FILE, old, new)

    assert words in refusal()
