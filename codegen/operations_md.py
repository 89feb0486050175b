"""operations.md: the table of all operations."""

from pathlib import Path

from .docstrings import one_line
from .overrides import retry_class_of
from .spec import CSV, media_type_of, operations_of, response_of, successes_of
from .validation import JsonObject

_HEAD = Path(__file__).parent / "templates/operations.md"
_PUBLISHED = {"published": "yes", "partly": "partly", "inferred": "no"}


def operations_table(spec: JsonObject, overrides: JsonObject) -> str:
    """Return the text of operations.md, with a row for each operation."""
    entries = overrides["operations"]
    rows = (_row(where, one, entries[where]) for where, one in operations_of(spec))
    return _HEAD.read_text(encoding="utf-8") + "".join(rows)


def _row(where: str, operation: JsonObject, entry: JsonObject) -> str:
    exceptions = [f"never with {name}" for name in entry.get("never_with", [])]
    cells = [
        f"`{entry['name']}`: {one_line(operation.get('summary', ''))}",
        f"`{where}`",
        ", ".join([retry_class_of(where, entry), *exceptions]),
        _PUBLISHED.get(operation.get("x-confidence", ""), ""),
        _response(operation),
    ]
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def _response(operation: JsonObject) -> str:
    if media_type_of(next(iter(successes_of(operation).values()))) == CSV:
        return "CSV"
    return "described" if response_of(operation).get("properties") else "free form"
