"""The words of docstrings and errors: those of Python, not those on the wire."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import jetemail_api_client

from .operations import DESCRIPTION, NAMES

PACKAGE = Path(jetemail_api_client.__file__).parent
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "sandbox" not in path.relative_to(PACKAGE).parts
)
# Words that the documentation has given up.
OLD_WORDS = r"\b[Aa]nswers?\b|never sent: |aware datetime here"


def names_in(value: Any) -> Iterator[str]:
    """Yield the names of the fields and parameters that a document describes."""
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            yield from value["properties"]
        if "in" in value and isinstance(value.get("name"), str):
            yield value["name"]
        for inner in value.values():
            yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


# A name in lower case, such as `from`, is a word as well.
WIRE_NAMES = {
    name
    for document in (DESCRIPTION, NAMES["deliveries"])
    for name in names_in(document)
    if re.search("[A-Z]", name)
}


def sentences_of(path: Path) -> Iterator[str]:
    """Yield the docstrings and the other texts of a module, all but single words."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


def test_names_are_found() -> None:
    """The scan knows the names of fields, of parameters and of deliveries."""
    assert {"currentUsername", "ruleUuid", "Idempotency-Key", "replyTo"} <= WIRE_NAMES


@pytest.mark.parametrize("path", MODULES, ids=lambda one: str(one.relative_to(PACKAGE)))
def test_no_names_of_the_wire(path: Path) -> None:
    """No docstring or error has a name of the API that Python spells otherwise."""
    is_generated = "_generated" in path.parts
    # By hand, the header is meant. In braces, it is a part of a path.
    names = WIRE_NAMES if is_generated else WIRE_NAMES - {"Idempotency-Key"}
    words = "|".join(map(re.escape, names))
    pattern = rf"(?<![\w/{{-])(?:{words})(?![\w/-])" + (f"|{OLD_WORDS}" if is_generated else "")

    assert [] == [found for text in sentences_of(path) for found in re.findall(pattern, text)]
