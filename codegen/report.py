"""The report of an update: each change of the description once, with what it breaks in Python."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from .diff import Change
from .naming import iterate_name, python_name
from .overrides import flows_of
from .surface import Breakage
from .validation import JsonObject

LEFT_OUT = "left out, under omitted in codegen/operations.yaml"
# Lists of names in a line are cut to this many.
_MAX_NAMES = 3
# A part of a place: a name, or the status of a response.
_PART = re.compile(r"[^\s.\[\](){}]+")
# The first words of changes that change names and types.
_SHAPES = {"type", "nullable", "format", "required", "added", "added,", "removed", "renamed"}


@frozen(kw_only=True)
class Finding:
    """A change of the description in one or several operations, and what it breaks."""

    place: str
    """The place in an operation, such as "body approvedDomains[]"; empty for all of it."""
    text: str
    operations: tuple[str, ...]
    """The operations as "METHOD path"; none for the document."""
    is_breaking: bool
    """True if callers break, at the server or in their code."""
    breaks: tuple[Breakage, ...] = ()
    """What it breaks in the generated code."""


def by_old_places(entries: JsonObject, moves: Mapping[str, str]) -> JsonObject:
    """Return entries with those of operations that moved under their old places as well."""
    return entries | {old: entries[new] for old, new in moves.items() if new in entries}


def findings(
    changes: Iterable[Change], breakages: Iterable[Breakage], entries: JsonObject
) -> list[Finding]:
    """Return each change once, with the breakages that it causes; unexplained ones come last."""
    groups: dict[tuple[str, str, bool], list[str]] = {}
    for one in changes:
        groups.setdefault((one.place, one.text, one.is_breaking), []).append(one.where)
    found = [
        Finding(
            place=place, text=text, operations=tuple(filter(None, wheres)), is_breaking=breaking
        )
        for (place, text, breaking), wheres in groups.items()
    ]
    wheres_of = _operations_by_name(entries)
    rest = []
    for breakage in sorted(breakages, key=lambda one: one.name):
        number = None
        for names in (breakage.operations, breakage.related):
            wheres = {where for name in names for where in wheres_of.get(name, ())}
            number = _cause(breakage, found, wheres) if number is None else number
        if number is None and not wheres_of.keys() >= breakage.operations | breakage.related:
            # An entry was removed, as was the operation.
            number = next((n for n, one in enumerate(found) if _is_removal(one)), None)
        if number is None:
            rest.append(breakage)
        else:
            breaks = (*found[number].breaks, breakage)
            found[number] = evolve(found[number], breaks=breaks, is_breaking=True)
    if rest:
        text = "the generated code changed"
        found.append(
            Finding(place="", text=text, operations=(), is_breaking=True, breaks=tuple(rest))
        )
    return found


def _is_removal(finding: Finding) -> bool:
    return finding.place == "" and finding.text in {"removed", LEFT_OUT}


def _operations_by_name(entries: JsonObject) -> dict[str, list[str]]:
    """Return the operations by the public names of their methods."""
    wheres: dict[str, list[str]] = {}
    for where, entry in entries.items():
        name = entry.get("name", "")
        # An entry that had pages may have lost them with the change.
        for method in {name, iterate_name(name), *flows_of(entry), *entry.get("runs", {})}:
            wheres.setdefault(method, []).append(where)
    return wheres


def _cause(breakage: Breakage, found: list[Finding], wheres: set[str]) -> int | None:
    """Return the number of the change that causes a breakage: the one nearest to its name."""
    ranks = {
        number: _rank(breakage, finding)
        for number, finding in enumerate(found)
        if wheres & set(finding.operations)
    }
    return max(ranks, key=lambda number: ranks[number], default=None)


def _rank(breakage: Breakage, finding: Finding) -> tuple[bool, bool, bool]:
    parts = _PART.findall(finding.place)
    is_named = bool(parts) and python_name(parts[-1]) == breakage.member.strip("_")
    is_response = parts[:1] == ["response"]
    is_shape = finding.text.partition(" ")[0] in _SHAPES
    return is_named, is_shape, is_response == breakage.name.endswith("()")


def text_of(found: list[Finding], entries: JsonObject, *, is_complete: bool) -> Iterator[str]:
    """Yield the lines of a report, with the public names of operations.

    Args:
        found: The changes.
        entries: The operations of operations.yaml.
        is_complete: The code was generated, so that all that breaks callers is known.
    """
    for operations in dict.fromkeys(finding.operations for finding in found):
        yield _printable(_heading(operations, entries))
        for finding in found:
            if finding.operations == operations:
                yield from map(_printable, _lines(finding))
    count = "1 change" if len(found) == 1 else f"{len(found)} changes"
    breaking = sum(finding.is_breaking for finding in found)
    verb = {0: "none of them breaks", 1: "1 of them breaks"}
    if is_complete:
        yield f"{count}, {verb.get(breaking, f'{breaking} of them break')} callers."
    else:
        yield f"{count}. All that breaks callers is known once the code can be generated."


def _heading(operations: tuple[str, ...], entries: JsonObject) -> str:
    if not operations:
        return "The document"
    names = [entries.get(where, {}).get("name", "") for where in operations]
    if len(operations) == 1:
        return operations[0] + (f" ({names[0]})" if names[0] else "")
    listed = [name or where for name, where in zip(names, operations, strict=True)]
    return f"{len(operations)} operations ({_listed(listed)})"


def _lines(finding: Finding) -> Iterator[str]:
    place = f"{finding.place}: " if finding.place else ""
    yield f"  {'BREAKING ' if finding.is_breaking else ''}{place}{finding.text}"
    for text in dict.fromkeys(breakage.text for breakage in finding.breaks):
        names = [breakage.name for breakage in finding.breaks if breakage.text == text]
        yield f"    {_listed(names)}: {text}"


def _listed(names: list[str]) -> str:
    more = len(names) - _MAX_NAMES
    return ", ".join(names[:_MAX_NAMES]) + (f" and {more} more" if more > 0 else "")


def _printable(line: str) -> str:
    """Escape the control characters of a line, which may be the vendor's."""
    escaped = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
    return "".join(escaped)


def json_of(
    found: list[Finding], entries: JsonObject, *, is_complete: bool
) -> list[dict[str, Any]]:
    """Return a report as JSON, without the limits of its lines; "breaking" is null if unknown."""
    return [
        {
            "operations": [
                {"operation": where, "name": entries.get(where, {}).get("name")}
                for where in finding.operations
            ],
            "place": finding.place,
            "change": finding.text,
            "breaking": finding.is_breaking if is_complete else finding.is_breaking or None,
            "breaks": [{"name": one.name, "text": one.text} for one in finding.breaks],
        }
        for finding in found
    ]
