"""What changed between two descriptions, place by place, and how it is told."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from attrs import frozen

from .breakage import ABSENT, breaks, breaks_by_coming, breaks_by_going
from .description import JSON, JsonObject
from .facts import Place, places_of

# Of longer values it is only told that they changed.
_LONGEST = 60
# What these are in says that they are there, and that they are not.
_TOLD_ABOVE = {"about", "part"}
# What is meant where nothing is said.
_DEFAULTS = {
    **dict.fromkeys(("required", "nullable", "deprecated", "readOnly", "writeOnly"), False),
    "additionalProperties": True,
}
# Their values are words, and are shown without quotes.
_PLAIN = {"type", "format", "security", "scheme", "in"}


@frozen
class Change:
    """Something that is not as it was."""

    where: str
    """The operation as "METHOD path"; empty for the document as a whole."""
    place: str
    """Where in it, such as "body approvedDomains[]"; empty for all of it."""
    words: str
    is_breaking: bool


_Differences = Iterator[tuple[str, str, bool]]


def changes_between(old: JsonObject, new: JsonObject) -> list[Change]:
    """Every change, in the order of the old description; what is new comes after it."""
    before, after = places_of(old), places_of(new)
    return [
        Change(where, *difference)
        for where in before | after
        for difference in _differences("", before.get(where), after.get(where))
    ]


def _differences(place: str, before: Place | None, after: Place | None) -> _Differences:
    if before is None or after is None:
        yield from _of_presence(place, before, after)
        return
    inside = place.removesuffix(f" {JSON}") if before.kind == "media type" else place
    yield from _of_facts(inside, before, after)
    # In what is of another type now, nothing is what it was.
    if before.facts.get("type") == after.facts.get("type"):
        yield from _of_parts(inside, before.parts, after.parts)


def _of_presence(place: str, before: Place | None, after: Place | None) -> _Differences:
    if before and before.kind not in _TOLD_ABOVE:
        yield place, "removed", breaks_by_going(before.kind)
    if after and after.kind not in _TOLD_ABOVE:
        yield place, "added", breaks_by_coming(after.facts, is_sent=_is_sent(place))


def _is_sent(place: str) -> bool:
    return not place.startswith("answer ")


def _of_parts(place: str, before: dict[str, Place], after: dict[str, Place]) -> _Differences:
    renamed = dict(_renamed(before, after))
    for part in before | after:
        if part in renamed:
            yield place + part, f"renamed to {after[renamed[part]].name}", True
        elif part not in renamed.values():
            yield from _differences(place + part, before.get(part), after.get(part))


def _renamed(before: dict[str, Place], after: dict[str, Place]) -> Iterator[tuple[str, str]]:
    """What is gone, and the one thing that came and is the same but for its name."""
    gone = {part: place for part, place in before.items() if place.name and part not in after}
    come = {part: place for part, place in after.items() if place.name and part not in before}
    for part, place in gone.items():
        same = [other for other in come if come[other] == place]
        if len(same) == 1 and list(gone.values()).count(place) == 1:
            yield part, same[0]


def _of_facts(place: str, before: Place, after: Place) -> _Differences:
    for fact in before.facts | after.facts:
        default = _DEFAULTS.get(fact, ABSENT)
        old, new = before.facts.get(fact, default), after.facts.get(fact, default)
        if fact == "enum" and isinstance(old, list) and isinstance(new, list):
            yield from _of_values(place, old, new)
        elif _shown(fact, old) != _shown(fact, new):
            is_breaking = breaks(before.kind, fact, old, new, is_sent=_is_sent(place))
            yield place, _words(fact, old, new), is_breaking


def _of_values(place: str, old: list[Any], new: list[Any]) -> _Differences:
    """How the values differ that something may have; callers may have sent what is removed."""
    for value in old:
        if value not in new:
            yield place, f"enum value {_shown('enum', value)} removed", _is_sent(place)
    for value in new:
        if value not in old:
            yield place, f"enum value {_shown('enum', value)} added", False


def _words(fact: str, old: Any, new: Any) -> str:
    shown = _shown(fact, old), _shown(fact, new)
    return f"{fact} {' -> '.join(shown) if max(map(len, shown)) <= _LONGEST else 'changed'}"


def _shown(fact: str, value: Any) -> str:
    """A value as JSON, which tells 0 from false."""
    if value is ABSENT:
        return "none"
    is_plain = fact in _PLAIN and isinstance(value, str)
    return str(value) if is_plain else json.dumps(value, ensure_ascii=False, sort_keys=True)


def report_of(changes: list[Change], entries: JsonObject) -> Iterator[str]:
    """The lines that tell changes, with the public names that operations.yaml gives."""
    for where, group in groupby(changes, key=lambda change: change.where):
        name = entries.get(where, {}).get("name")
        yield _printable(f"{where or 'The document'}{f' ({name})' if name else ''}")
        yield from (_printable(_line(change)) for change in group)
    breaking = sum(change.is_breaking for change in changes)
    count = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    words = {0: "none of them breaks", 1: "1 of them breaks"}
    yield f"{count}, {words.get(breaking, f'{breaking} of them break')} callers."


def _line(change: Change) -> str:
    place = f"{change.place}: " if change.place else ""
    return f"  {'BREAKING ' if change.is_breaking else ''}{place}{change.words}"


def _printable(line: str) -> str:
    """A line without what moves the cursor of a terminal: its names are the vendor's."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
    )
