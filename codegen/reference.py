"""The list of all operations, for readers: names, classes, and what is not published."""

from .description import CSV, JsonObject, answer_of, media_of, operations_of, successes_of
from .entries import retry_of
from .sentences import one_line

_HEAD = """\
# Operations

Generated from openapi.json and codegen/operations.yaml: change those, not this.

The class tells when a call is tried again. Nothing sent, and 429: always. A failure that leaves
open whether the server acted: **safe** (only reads), **keyed** (the same idempotency key and bytes)
and **idempotent** (a repeat has the same effect) are tried again, **named** (creates a unique name)
if a list shows that the name is not there, **never** (a repeat could act twice) not.

Published tells how much of an operation the API's own pages describe: yes, partly, or no, where it
is inferred from the vendor's tools. Of an answer in free form nothing is published: it comes as
whatever JSON it is.

| method | request | class | published | answer |
|---|---|---|---|---|
"""
_PUBLISHED = {"published": "yes", "partly": "partly", "inferred": "no"}


def reference(description: JsonObject, names: JsonObject) -> str:
    """A table with a line for each operation."""
    lines = (
        _line(where, operation, names["operations"][where])
        for where, operation in operations_of(description)
    )
    return _HEAD + "".join(lines)


def _line(where: str, operation: JsonObject, entry: JsonObject) -> str:
    cells = [
        f"`{entry['name']}`: {one_line(operation.get('summary', ''))}",
        f"`{where}`",
        _class(where, entry),
        _PUBLISHED.get(operation.get("x-confidence", ""), ""),
        _answer(operation),
    ]
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def _class(where: str, entry: JsonObject) -> str:
    exceptions = [f"never with {name}" for name in entry.get("never_with", [])]
    return ", ".join([retry_of(where, entry), *exceptions])


def _answer(operation: JsonObject) -> str:
    first = next(iter(successes_of(operation).values()))
    if media_of(first) == CSV:
        return "CSV"
    return "described" if answer_of(operation).get("properties") else "free form"
