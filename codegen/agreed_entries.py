"""Where the entry of an operation and its description do not agree."""

import re
from collections.abc import Iterable, Iterator

from .description import JsonObject, answer_of, body_of, fields_in, schemas_in
from .entries import GROUPS, parameters_taken

_FILE = "codegen/operations.yaml"
_SECRET_WORDS = re.compile(r"password|secret|token|api_?key|credential", re.IGNORECASE)


def problems_of_entry(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    """Fields that an entry speaks of and the operation has not, and secrets not spoken of."""
    body, answer = body_of(operation), answer_of(operation)
    parameters = {parameter["name"] for parameter in operation.get("parameters", [])}
    sent = {name for name, _ in fields_in(body)} | parameters
    received = {name for name, _ in fields_in(answer)}
    spoken = {
        # An answer of which nothing is published may hold anything.
        "secrets": (entry.get("secrets", []) if received else [], (sent | received) - parameters),
        "not_secrets": (entry.get("not_secrets", []), sent | received),
        "sent": (entry.get("sent", {}), sent),
        "received": (entry.get("received", {}), received),
        "aliases": (entry.get("aliases", {}).values(), sent | received),
        "never_with": (entry.get("never_with", []), set(body.get("properties", {}))),
        "bare": (filter(None, [entry.get("bare")]), set(answer.get("properties", {}))),
    }
    for key, (names, known) in spoken.items():
        for name in sorted(set(names) - known):
            yield f"{where}: {key} has {name}, which is not described there. Mend it in {_FILE}."
    yield from _problems_of_secrets(where, entry, sent | received)
    yield from _problems_of_groups(where, operation, entry)
    yield from _problems_of_parameters(where, operation, entry)
    yield from _problems_of_paging(where, operation, entry)


def _problems_of_secrets(where: str, entry: JsonObject, known: Iterable[str]) -> Iterator[str]:
    secrets, others = entry.get("secrets", []), entry.get("not_secrets", [])
    for name in sorted(set(secrets) & set(others)):
        yield f"{where}: {name} is in secrets and in not_secrets. Mend it in {_FILE}."
    suspects = sorted(name for name in known if _SECRET_WORDS.search(name))
    undeclared = [name for name in suspects if name not in {*secrets, *others}]
    if undeclared:
        yield (
            f"{where}: {', '.join(undeclared)}: these look like secrets. Say which are, in the "
            f"operation's entry in {_FILE}:\n"
            f"    secrets: [{', '.join(undeclared)}]\nor that they are none:\n"
            f"    not_secrets: [{', '.join(undeclared)}]"
        )


def _problems_of_groups(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    """A group is looked at where its members are: in the parameters, or in the body."""
    aliases = entry.get("aliases", {})
    fields = {
        name: schema
        for name, schema in body_of(operation).get("properties", {}).items()
        if name not in aliases
    }
    parameters = {one["name"]: one["schema"] for one in parameters_taken(operation, entry)}
    for key, group in ((kind, set(group)) for kind in GROUPS for group in entry.get(kind, [])):
        # Where most of them are: the others are in the wrong place.
        holder = parameters if len(group & set(parameters)) > len(group & set(fields)) else fields
        for name in sorted(group):
            if name not in holder:
                yield (
                    f"{where}: {key} has {name}. A group is of fields of the body, or of "
                    f"parameters. Mend it in {_FILE}."
                )
            elif key == "at_most_one" and holder[name].get("type") != "boolean":
                yield f"{where}: {key} has {name}, which is no boolean. Mend it in {_FILE}."


def _problems_of_parameters(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    described = {
        (one["in"], one["name"]): one.get("required") for one in operation.get("parameters", [])
    }
    left_out = entry.get("left_out", {}).items()
    for place, name in ((place, name) for place, names in left_out for name in names):
        if (place, name) not in described:
            yield f"{where}: left_out has {name}, which is no parameter in {place}. Remove it."
        elif described[place, name]:
            yield f"{where}: left_out has {name}, which is required. Remove it."
    if entry.get("retry") == "keyed" and ("header", "Idempotency-Key") not in described:
        yield f"{where}: a keyed operation needs a header parameter Idempotency-Key."


def _problems_of_paging(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    if "paging" not in entry:
        return
    paging, answer = entry["paging"], answer_of(operation)
    parameters = {one["name"] for one in parameters_taken(operation, entry)}
    for name in sorted({"limit", paging["by"]} - parameters):
        yield f"{where}: paging needs the parameter {name}, which is not described."
    if answer.get("properties", {}).get(paging["rows"], {}).get("type") != "array":
        yield f"{where}: paging has rows {paging['rows']}, which is no list of the answer."
    if "told" in paging and f".{paging['told']}" not in {place for place, _ in schemas_in(answer)}:
        yield f"{where}: paging has told {paging['told']}, which is not in the answer."
