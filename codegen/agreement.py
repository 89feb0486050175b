"""Where operations.yaml and the description do not agree, each with what to write where."""

import json
from collections import Counter
from collections.abc import Iterator

from .agreed_entries import problems_of_entry
from .description import JsonObject, body_of, operations_of, schemas_in
from .names import (
    doubles,
    problem_of_model_name,
    problem_of_name,
    suggested_entries,
    verb_of_iteration,
)
from .purpose import shape_of
from .shared import objects_in, places_of_models

_FILE = "codegen/operations.yaml"


def problems_of_agreement(description: JsonObject, names: JsonObject) -> Iterator[str]:
    """All that one of the two speaks of and the other does not."""
    found, entries = dict(operations_of(description)), names["operations"]
    unnamed = list(_problems_of_names(found, entries))
    yield from unnamed
    for where, operation in found.items():
        yield from problems_of_entry(where, operation, entries.get(where, {}))
    yield from _problems_of_patterns(description, names["patterns"])
    if not unnamed:
        yield from _problems_of_models(description, names)
        yield from _problems_of_facades(names)


def _problems_of_names(found: JsonObject, entries: JsonObject) -> Iterator[str]:
    """Operations without a name, names without an operation, and names that cannot be."""
    missing = [where for where in found if "name" not in entries.get(where, {})]
    for where, line in suggested_entries(missing, entries).items():
        yield f"{where} has no name. Add under operations in {_FILE}:\n{line}"
    for where in entries:
        if where not in found:
            yield f"{where} is named but not described. Remove it from {_FILE}, or mend its path."
    names = list(_names_made(entries))
    for name, times in Counter(names).items():
        if problem := problem_of_name(name):
            yield f"The name {name!r} {problem}. Mend it in {_FILE}."
        if times > 1:
            yield f"The name {name} is given to {times} operations. Give each a name of its own."
    yield from doubles(names)


def _names_made(entries: JsonObject) -> Iterator[str]:
    """The names of all methods: those of operations, and of what goes through their pages."""
    for entry in entries.values():
        if "name" in entry:
            yield entry["name"]
        if "name" in entry and "paging" in entry:
            resource, _, verb = entry["name"].partition(".")
            yield f"{resource}.{verb_of_iteration(verb)}"


def _problems_of_patterns(description: JsonObject, patterns: JsonObject) -> Iterator[str]:
    """Patterns of what is sent that nobody has reviewed, and reviews of patterns that are gone."""
    described = {
        schema["pattern"]: f"{where}, {place}"
        for where, operation in operations_of(description)
        for place, schema in _schemas_sent(operation)
        if "pattern" in schema
    }
    for pattern, where in described.items():
        if pattern not in patterns:
            yield (
                f"{where}: the pattern {pattern} was not reviewed. Add under patterns in {_FILE}, "
                "with an expression for the whole value and its meaning if it is to be checked:\n"
                f"  {_yaml_key(pattern)}: {{check: null}}"
            )
    for pattern in patterns:
        if pattern not in described:
            yield f"The pattern {pattern} is reviewed but never sent. Remove it from {_FILE}."


def _schemas_sent(operation: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    yield from schemas_in(body_of(operation), "body")
    for parameter in operation.get("parameters", []):
        yield from schemas_in(parameter["schema"], parameter["name"])


def _yaml_key(text: str) -> str:
    """A text as a key of a YAML mapping; JSON's strings are YAML, too."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text)


def _problems_of_models(description: JsonObject, names: JsonObject) -> Iterator[str]:
    """Names for models that are nowhere, that cannot be, or of which only one would be used."""
    known, shapes = objects_in(description, names), dict[str, str]()
    for name, place in places_of_models(names).items():
        if problem := problem_of_model_name(name, _resources(names)):
            yield f"models has {name}, which {problem}. Mend it in {_FILE}."
        if place not in known:
            yield f"models has {name} at {place!r}, where no object is. Mend it in {_FILE}."
        elif (first := shapes.setdefault(shape_of(*known[place]), name)) != name:
            yield f"models has {first} and {name} for objects of one shape. Remove one of them."


def _problems_of_facades(names: JsonObject) -> Iterator[str]:
    """Facades of resources that are none."""
    for name in names["facades"]:
        if name not in _resources(names):
            yield f"facades has {name}, which is no resource. Remove it from {_FILE}."


def _resources(names: JsonObject) -> set[str]:
    return {entry["name"].split(".")[0] for entry in names["operations"].values()}
