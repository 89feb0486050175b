"""operations.yaml: read strictly, and held against the description that it speaks of."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .description import (
    JsonObject,
    body_of,
    fields_in,
    operations_of,
    schema_of,
    schemas_in,
    successes_of,
)
from .names import doubles, problem_of_name, suggested_entries
from .shapes import Check, list_of, map_of, shaped, text
from .source import DoesNotFit, read_yaml

_FILE = "codegen/operations.yaml"
_SECTIONS = {"keys", "operations", "patterns"}
_SECRET_WORDS = re.compile(r"password|secret|token|api_?key|credential", re.IGNORECASE)


def _one_of(*words: str) -> Check:
    def check(where: str, value: object) -> Iterator[str]:
        if value not in words:
            yield f"{where} is {value!r}; use one of {', '.join(words)}."

    return check


def _pattern(where: str, value: object) -> Iterator[str]:
    yield from _PATTERN(where, value)
    if isinstance(value, dict) and isinstance(value.get("check"), str):
        yield from _problems_of_check(where, value)


def _problems_of_check(where: str, value: JsonObject) -> Iterator[str]:
    if not isinstance(value.get("meaning"), str):
        yield f"{where}: a pattern that is checked needs its meaning, for errors."
    try:
        re.compile(value["check"])
    except re.error as error:
        yield f"{where} > check is no regular expression: {error}."


def _check_or_none(where: str, value: object) -> Iterator[str]:
    if value is not None:
        yield from text(where, value)


_PATTERN = shaped({"check": _check_or_none, "meaning": text}, required={"check"})
_ENTRY = shaped(
    {
        "name": text,
        "retry": _one_of("safe", "keyed", "idempotent", "named", "never"),
        "secrets": list_of(text),
        "not_secrets": list_of(text),
        "at_most_one": list_of(list_of(text)),
    }
)
_NAMES = shaped(
    {
        "keys": map_of(_one_of("account", "transactional")),
        "operations": map_of(_ENTRY),
        "patterns": map_of(_pattern),
    },
    required=_SECTIONS,
)


def load_names(path: Path) -> JsonObject:
    """What `operations.yaml` says.

    Raises:
        DoesNotFit: It is not YAML, has a key twice, or holds what no section can.
    """
    names = read_yaml(path)
    if isinstance(names, dict):
        # A section with nothing in it is null in YAML.
        names = {key: {} if names[key] is None else names[key] for key in names}
    if problems := list(_NAMES(path.name, names)):
        raise DoesNotFit(problems)
    return dict(names)


def problems_of_names(found: JsonObject, entries: JsonObject) -> Iterator[str]:
    """Operations without a name, names without an operation, and names that cannot be."""
    missing = [where for where in found if "name" not in entries.get(where, {})]
    for where, line in suggested_entries(missing, entries).items():
        yield f"{where} has no name. Add under operations in {_FILE}:\n{line}"
    for where in entries:
        if where not in found:
            yield f"{where} is named but not described. Remove it from {_FILE}, or mend its path."
    names = [entry["name"] for entry in entries.values() if "name" in entry]
    for name, times in Counter(names).items():
        if problem := problem_of_name(name):
            yield f"The name {name!r} {problem}. Mend it in {_FILE}."
        if times > 1:
            yield f"The name {name} is given to {times} operations. Give each a name of its own."
    yield from doubles(names)


def problems_of_entry(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    """Fields that an entry speaks of and the operation has not, and secrets not spoken of."""
    body = body_of(operation)
    answers = map(schema_of, successes_of(operation).values())
    fields = [field for schema in (body, *answers) for field in fields_in(schema)]
    parameters = {parameter["name"] for parameter in operation.get("parameters", [])}
    texts = {name for name, schema in fields if schema.get("items", schema)["type"] == "string"}
    known = {name for name, _ in fields} | parameters
    yield from _problems_of_secrets(where, entry, texts, known)
    flags = body.get("properties", {})
    for name in (name for group in entry.get("at_most_one", []) for name in group):
        if flags.get(name, {}).get("type") != "boolean":
            yield f"{where}: at_most_one has {name}, which is no boolean of the body."


def _problems_of_secrets(
    where: str, entry: JsonObject, texts: set[str], known: set[str]
) -> Iterator[str]:
    secrets, others = entry.get("secrets", []), entry.get("not_secrets", [])
    for name in secrets:
        if name not in texts:
            yield f"{where}: secrets has {name}, which is no string of a body."
    for name in others:
        if name not in known or name in secrets:
            yield f"{where}: not_secrets has {name}, which is not described, or is a secret."
    suspects = sorted(name for name in known if _SECRET_WORDS.search(name))
    undeclared = [name for name in suspects if name not in {*secrets, *others}]
    if undeclared:
        yield (
            f"{where}: {', '.join(undeclared)}: these look like secrets. Say which are, in the "
            f"operation's entry in {_FILE}:\n"
            f"    secrets: [{', '.join(undeclared)}]\nor that they are none:\n"
            f"    not_secrets: [{', '.join(undeclared)}]"
        )


def problems_of_patterns(description: JsonObject, patterns: JsonObject) -> Iterator[str]:
    """Patterns of bodies that nobody has reviewed, and reviews of patterns that are gone."""
    described = {
        schema["pattern"]: f"{where}, body{place}"
        for where, operation in operations_of(description)
        for place, schema in schemas_in(body_of(operation))
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
            yield f"The pattern {pattern} is reviewed but in no body. Remove it from {_FILE}."


def _yaml_key(text: str) -> str:
    """A text as a key of a YAML mapping; JSON's strings are YAML, too."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text)
