"""operations.yaml: loaded strictly, and compared with the document that it supplements."""

import copy
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from . import naming
from .models import objects_in, places_of_models
from .spec import (
    JSON,
    body_of,
    branches_of,
    fields_in,
    may_be_empty,
    operations_of,
    response_of,
    roots_of,
    schemas_in,
)
from .types import CHECKS, WIRE_TYPES, shape_of
from .validation import GenerationError, JsonObject, read_yaml, validate

GROUPS = {
    "at_least_one": "require_given",
    "exactly_one": "require_exactly_one",
    "at_most_one": "require_at_most_one",
}
"""Keys for arguments that depend on each other -> the function that validates them."""
# In a response, these are parsed as well.
_PARSED_TYPES = {"string", "any"}
_BOOLEAN_FACTS = {"has_next", "is_capped"}
FILE = "codegen/operations.yaml"
_FIX = f"Fix it in {FILE}."
_REMOVE = f"Remove it from {FILE}."
_PAGING_FIX = f"Correct it in {FILE}, or remove paging there."
# Keys of entries whose operations the package calls by name.
CODE = {"relies_on", "flows", "runs"}
CHANGE_CODE = "The package relies on it: change the code first."
_SECRET_NAME = re.compile(
    r"password|passphrase|secret|token|(api|access|private|signing|encryption)[_-]?key|credential",
    re.IGNORECASE,
)


def load_overrides(path: Path) -> JsonObject:
    """Load `operations.yaml`.

    Raises:
        GenerationError: The file is not YAML, has a key twice, or an unknown key or value.
    """
    raw = read_yaml(path)
    if isinstance(raw, dict):
        # An empty section is null in YAML.
        raw = {key: {} if raw[key] is None else raw[key] for key in raw}
    validate(raw, "overrides", path.name)
    return dict(raw) | {"omitted": raw.get("omitted", {})}


def with_free_form(spec: JsonObject, overrides: JsonObject) -> JsonObject:
    """Return a document that describes any JSON in the places that entries call free form."""
    if not any("free_form" in entry for entry in overrides["operations"].values()):
        return spec
    spec = copy.deepcopy(spec)
    for where, operation in operations_of(spec):
        places = overrides["operations"].get(where, {}).get("free_form", [])
        for root in roots_of(operation) if places else ():
            for place, schema in schemas_in(*root):
                if place in places:
                    texts = {key: schema[key] for key in schema if key == "description"}
                    schema.clear()
                    schema |= texts
    return spec


def without_called(error: GenerationError, overrides: JsonObject) -> GenerationError:
    """Return an error without the advice to leave out operations that the package calls by name."""
    entries = overrides["operations"]
    called = [where for where in error.unsupported if _is_called(entries.get(where, {}))]
    problems = [*error.problems, *(f"{one} cannot be left out. {CHANGE_CODE}" for one in called)]
    others = [where for where in error.unsupported if where not in called]
    return GenerationError(problems, others, error.places)


def _is_called(entry: JsonObject) -> bool:
    return not CODE.isdisjoint(entry)


def parameters_of(operation: JsonObject, entry: JsonObject) -> list[JsonObject]:
    """Return the parameters of an operation without those that its entry leaves out."""
    left_out = entry.get("left_out", {})
    parameters = operation.get("parameters", [])
    return [one for one in parameters if one["name"] not in left_out.get(one["in"], [])]


def sent_schemas_of(operation: JsonObject, entry: JsonObject) -> JsonObject:
    """Return the schemas of parameters and of the fields of the body, by name."""
    parameters = {one["name"]: one["schema"] for one in parameters_of(operation, entry)}
    return {**parameters, **body_of(operation).get("properties", {})}


def retry_class_of(where: str, entry: JsonObject) -> str:
    """Return the retry class of an operation: by default, safe for GET and HEAD, else never."""
    return str(entry.get("retry", "safe" if where.startswith(("GET ", "HEAD ")) else "never"))


def flows_of(entry: JsonObject) -> JsonObject:
    """Return the methods of an operation that run a flow, by public name."""
    flows: JsonObject = entry.get("flows", {})
    return flows


def problems_of_overrides(
    spec: JsonObject, overrides: JsonObject, moved: Mapping[str, str] = {}
) -> Iterator[str]:
    """Yield a problem for each disagreement with the document, with the line to change."""
    operations = dict(operations_of(spec))
    entries: JsonObject = overrides["operations"]
    moved = {old: new for old, new in moved.items() if old in entries and new not in entries}
    for where, target in moved.items():
        yield f"{where} moved to {target}. Change its key under operations in {FILE}:\n  {target}:"
    entries = {moved.get(where, where): entry for where, entry in entries.items()}
    names_problems = list(_problems_of_names(operations, entries))
    yield from names_problems
    for where, operation in operations.items():
        yield from _problems_of_entry(where, operation, entries.get(where, {}))
    for name, delivery in overrides["deliveries"].items():
        response = {"content": {JSON: {"schema": delivery["schema"]}}}
        yield from _problems_of_entry(
            f"deliveries {name}", {"responses": {"200": response}}, delivery
        )
    yield from _problems_of_patterns(operations, overrides["patterns"])
    if not names_problems:
        resources = {entry["name"].split(".")[0] for entry in entries.values()}
        yield from _problems_of_models(spec, overrides | {"operations": entries}, resources)


def _problems_of_names(operations: JsonObject, entries: JsonObject) -> Iterator[str]:
    missing = [where for where in operations if "name" not in entries.get(where, {})]
    for where, name in naming.suggest_names(missing, entries).items():
        yield f"{where} has no name. Add under operations in {FILE}:\n  {where}: {{name: {name}}}"
    for where, entry in entries.items():
        if where not in operations:
            # The flows and the reconcilers import its module.
            code = f" {CHANGE_CODE}" if _is_called(entry) else ""
            fix = f"{_REMOVE[:-1]}, or correct its path.{code}"
            yield f"{where} is named but not described. {fix}"
    named = [entry for entry in entries.values() if "name" in entry]
    names = [entry["name"] for entry in named]
    names += [naming.iterate_name(entry["name"]) for entry in named if "paging" in entry]
    names += [name for entry in named for name in flows_of(entry) if name != entry["name"]]
    names += [name for entry in named for name in entry.get("runs", {})]
    classes = Counter(map(naming.class_name, names))
    for name in dict.fromkeys(names):
        if problem := naming.problem_of_name(name):
            yield f"The name {name!r} {problem}. {_FIX}"
        if (times := classes[naming.class_name(name)]) > 1:
            yield f"The name {name} makes one class of {times} operations. Change one name."


def _problems_of_entry(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    """Yield a problem for each unknown field in an entry, and for fields that may be secrets."""
    body, response = body_of(operation), response_of(operation)
    parameters = {parameter["name"] for parameter in operation.get("parameters", [])}
    received = fields_in(response)
    sent = fields_in(body) | parameters
    known: dict[str, tuple[Iterable[str], set[str]]] = {
        # A response without documented fields may have any.
        "secrets": (entry.get("secrets", []) if received else [], (sent | received) - parameters),
        "not_secrets": (entry.get("not_secrets", []), sent | received),
        "sent": (entry.get("sent", {}), sent),
        "received": (entry.get("received", {}), received),
        "names": (entry.get("names", {}), sent),
        "checks": (entry.get("checks", {}), sent),
        "aliases": (entry.get("aliases", {}).values(), sent | received),
        "never_with": (entry.get("never_with", []), set(body.get("properties", {}))),
        "bare": (filter(None, [entry.get("bare")]), set(response.get("properties", {}))),
    }
    for key, (names, allowed) in known.items():
        for name in sorted(set(names) - allowed):
            yield f"{where}: {key} has {name}, which is not described there. {_FIX}"
    places = {place for root in roots_of(operation) for place, _ in schemas_in(*root)}
    for place in sorted(set(entry.get("free_form", [])) - places):
        yield f"{where}: free_form has {place}, which is not described there. {_FIX}"
    bare = entry.get("bare")
    if bare in known["bare"][1] and response["properties"][bare].get("type") != "array":
        yield f"{where}: bare has {bare}, which is not an array. {_REMOVE}"
    yield from _problems_of_secrets(where, entry, sent | received)
    yield from _problems_of_types(where, operation, entry)
    yield from _problems_of_names_in_python(where, entry)
    yield from _problems_of_checks(where, body, entry)
    yield from _problems_of_flows(where, entry, sent)
    yield from _problems_of_groups(where, operation, entry)
    yield from _problems_of_parameters(where, operation, entry)
    if "paging" in entry:
        yield from _problems_of_paging(where, operation, entry)


def _problems_of_secrets(where: str, entry: JsonObject, fields: Iterable[str]) -> Iterator[str]:
    secrets, others = entry.get("secrets", []), entry.get("not_secrets", [])
    for name in sorted(set(secrets) & set(others)):
        yield f"{where}: {name} is in secrets and in not_secrets. {_FIX}"
    suspects = sorted(name for name in fields if _SECRET_NAME.search(name))
    names = ", ".join(name for name in suspects if name not in {*secrets, *others})
    if names:
        yield (
            f"{where}: {names}: these look like secrets. Add to the operation's entry in {FILE}:\n"
            f"    secrets: [{names}]\nor, for those that are not:\n    not_secrets: [{names}]"
        )


def _problems_of_types(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    """Yield a problem for each field of another type than a wire format or our code relies on."""
    parameters = {one["name"]: one["schema"] for one in operation.get("parameters", [])}
    sent = _types_in(body_of(operation), {"properties": parameters})
    for direction, described, also in (
        ("sent", sent, set[str]()),
        ("received", _types_in(response_of(operation)), _PARSED_TYPES),
    ):
        formats = entry.get(direction, {})
        for name, types in described.items():
            if name in formats and not types & (WIRE_TYPES[formats[name]] | also):
                yield (
                    f"{where}: {direction} has {name}: {formats[name]}, and {name} is described "
                    f"as {_names(types)}. {_FIX}"
                )
        for name, type_ in entry.get("relies_on", {}).get(direction, {}).items():
            if type_ not in (types := described.get(name, {"missing"})):
                yield (
                    f"{where}: the package relies on {name} ({direction}) as {type_}, and it is "
                    f"described as {_names(types)}. Change the code, then relies_on in {FILE}."
                )


def _types_in(*schemas: JsonObject) -> dict[str, set[str]]:
    """Return the types of each field at any depth; one without a type may be of any."""
    types: dict[str, set[str]] = {}
    for _, schema in (one for root in schemas for one in schemas_in(root)):
        for name, inner in schema.get("properties", {}).items():
            described = {str(branch.get("type", "any")) for branch in branches_of(inner)}
            types.setdefault(name, set()).update(described)
    return types


def _names(types: set[str]) -> str:
    return " or ".join(sorted(types))


def _problems_of_names_in_python(where: str, entry: JsonObject) -> Iterator[str]:
    for wire, name in entry.get("names", {}).items():
        if naming.python_name(name, naming.RESERVED_FIELDS | naming.RESERVED_PARAMETERS) != name:
            yield f"{where}: names has {name} for {wire}, which no argument can have. {_FIX}"


def _problems_of_checks(where: str, body: JsonObject, entry: JsonObject) -> Iterator[str]:
    for name, check in entry.get("checks", {}).items():
        expected, _ = CHECKS[check]
        schemas = [schema for place, schema in schemas_in(body) if _field_at(place) == name]
        if schemas and all(schema.get("type") != expected for schema in schemas):
            yield f"{where}: checks has {check} for {name}, which has no {expected}. {_FIX}"


def _field_at(place: str) -> str:
    """Return the name of the field that holds a place such as ".emails[].to[]"."""
    return re.sub(r"\[\]|\{\}", "", place).rpartition(".")[2]


def _problems_of_flows(where: str, entry: JsonObject, sent: Iterable[str]) -> Iterator[str]:
    for name, flow in flows_of(entry).items():
        given = [*flow.get("arguments", {}), *flow.get("notes", {}), *flow.get("required", [])]
        for argument in sorted({*given, *filter(None, [flow.get("blocking")])} - {*sent}):
            yield f"{where}: flows {name} has {argument}, which is not described there. {_FIX}"


def _problems_of_groups(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    aliases, properties = entry.get("aliases", {}), body_of(operation).get("properties", {})
    fields = {name: schema for name, schema in properties.items() if name not in aliases}
    parameters = {one["name"]: one["schema"] for one in parameters_of(operation, entry)}
    for key, group in [(kind, group) for kind in GROUPS for group in entry.get(kind, [])]:
        # The majority decides which members are in the wrong place.
        schemas = max(fields, parameters, key=lambda holder: len(holder.keys() & set(group)))
        for name in sorted(group):
            if name not in schemas:
                yield f"{where}: {key} has {name}, not only fields or only parameters. {_FIX}"
            elif key == "at_most_one" and schemas[name].get("type") != "boolean":
                yield f"{where}: {key} has {name}, which is not a boolean. {_FIX}"


def _problems_of_parameters(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    described = {
        (one["in"], one["name"]): one.get("required") for one in operation.get("parameters", [])
    }
    left_out = entry.get("left_out", {}).items()
    for place, name in [(place, name) for place, names in left_out for name in names]:
        if (place, name) not in described:
            yield f"{where}: left_out has {name}, which is not a parameter in {place}. {_REMOVE}"
        elif described[place, name]:
            yield f"{where}: left_out has {name}, which is required. {_REMOVE}"
    if entry.get("retry") == "idempotency_key" and ("header", "Idempotency-Key") not in described:
        yield f"{where}: retry has idempotency_key, which needs the header Idempotency-Key. {_FIX}"


def _problems_of_paging(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    paging, response = entry["paging"], response_of(operation)
    sent = sent_schemas_of(operation, entry)
    for name in ("limit", paging["by"]):
        if reason := _reason_against(name, sent.get(name), entry):
            yield f"{where}: paging needs the parameter {name}, which {reason}. {_PAGING_FIX}"
    other = "page" if paging["by"] == "offset" else "offset"
    if other in _required_names(operation):
        yield f"{where}: paging has by {paging['by']}, and {other} is required. {_PAGING_FIX}"
    rows = paging["rows"]
    if may_be_empty(operation):
        yield f"{where}: paging needs a response that is never empty. {_PAGING_FIX}"
    if response.get("properties", {}).get(rows, {}).get("type") != "array":
        yield f"{where}: paging has rows {rows}, not an array of the response. {_PAGING_FIX}"
    types = {place: schema.get("type") for place, schema in schemas_in(response)}
    for name in paging.get("identity", []):
        if f".{paging['rows']}[].{name}" not in types:
            yield f"{where}: paging has identity {name}, which is not a field of its rows. {_FIX}"
    for fact, path in paging.get("facts", {}).items():
        type_ = "boolean" if fact in _BOOLEAN_FACTS else "integer"
        if types.get(f".{path}") != type_:
            yield f"{where}: paging has {fact} {path}, not described as {type_} there. {_FIX}"


def _reason_against(name: str, schema: JsonObject | None, entry: JsonObject) -> str | None:
    """Return why a parameter cannot hold the size or the position of a page; None if it can."""
    if schema is None:
        return "is not described"
    if schema.get("type") != "integer":
        return "is not an integer"
    if not {"enum", "multipleOf"}.isdisjoint(schema):
        return "does not take every number"
    if name in entry.get("names", {}):
        return "has another name in Python"
    # Positions are counted from here.
    first = {"page": 1, "offset": 0}.get(name)
    if first is not None and (schema.get("minimum", first) > first or schema.get("maximum") == 0):
        return f"does not take {first}"
    if name == "page" and 0 in (schema.get("minimum"), schema.get("default")):
        return "is counted from 0"
    return None


def _required_names(operation: JsonObject) -> set[str]:
    parameters = operation.get("parameters", [])
    required = {one["name"] for one in parameters if one.get("required")}
    return required | set(body_of(operation).get("required", []))


def _problems_of_patterns(operations: JsonObject, patterns: JsonObject) -> Iterator[str]:
    """Yield a problem for each pattern of a request that was not reviewed, or does not exist."""
    described = {
        schema["pattern"]: f"{where}, {place}"
        for where, operation in operations.items()
        for name, root in _request_schemas(operation)
        for place, schema in schemas_in(root, name)
        if "pattern" in schema
    }
    for pattern, where in described.items():
        if pattern not in patterns:
            yield (
                f"{where}: the pattern {pattern} was not reviewed. Add under patterns in {FILE}, "
                "with an expression for the complete value and its meaning if it is to be checked:"
                f"\n  {json.dumps(pattern)}: {{check: null}}"
            )
    for pattern in patterns:
        if pattern not in described:
            yield f"The pattern {pattern} is reviewed but never sent. {_REMOVE}"


def _request_schemas(operation: JsonObject) -> list[tuple[str, JsonObject]]:
    parameters = [(one["name"], one["schema"]) for one in operation.get("parameters", [])]
    return [("body", body_of(operation)), *parameters]


def _problems_of_models(spec: JsonObject, overrides: JsonObject, taken: set[str]) -> Iterator[str]:
    objects, by_shape = objects_in(spec, overrides), dict[str, str]()
    for name, place in places_of_models(overrides).items():
        if problem := naming.problem_of_model_name(name, taken):
            yield f"models has {name}, which {problem}. {_FIX}"
        if place not in objects:
            yield f"models has {name} at {place!r}, where no object is. {_FIX}"
        elif (first := by_shape.setdefault(shape_of(*objects[place]), name)) != name:
            yield f"models has {first} and {name} for objects of one shape. Remove one of them."
