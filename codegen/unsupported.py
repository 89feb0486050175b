"""Parts of the document that the generator would drop, overwrite or misread."""

import re
from collections import Counter
from collections.abc import Iterator

from . import spec as openapi
from .naming import RESERVED_FIELDS, RESERVED_PARAMETERS, python_name
from .overrides import FILE, parameters_of
from .spec import JSON, LIMITS, body_of, branches_of, is_object, json_schema_of, schemas_in
from .types import SCALARS, Direction, shape_of, variants_of
from .validation import JsonObject

_PATH = re.compile(r"(/|[\w\-.~!$&'()*+,;=:@%]|\{[A-Za-z_][\w-]*\})+", re.ASCII)
_HEADER = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
# The client sends these itself.
_OWN_HEADERS = {"accept", "authorization", "content-type", "content-length", "host", "user-agent"}
_LIMIT_KEYS = set[str]().union(*LIMITS.values()) - {"minProperties"}
_ENUM_CLASSES: dict[object, type] = {"string": str, "integer": int, "boolean": bool}


def unsupported_parts(spec: JsonObject, overrides: JsonObject) -> Iterator[str]:
    """Yield a problem for each unsupported part of the operations and the deliveries."""
    for where, operation in openapi.operations_of(spec):
        entry = overrides["operations"].get(where, {})
        yield from _problems_of_security(where, operation, spec, overrides["keys"])
        yield from _problems_of_operation(where, operation, entry)
    yield from _problems_of_schemes(spec, overrides["keys"])
    for name, entry in overrides["deliveries"].items():
        if not is_object(entry["schema"]):
            yield f"deliveries {name}: only an object is supported."
        yield from _problems_of_parts(f"deliveries {name}", entry["schema"], {}, {})


def _problems_of_operation(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    aliases, names = entry.get("aliases", {}), entry.get("names", {})
    yield from _problems_of_path(where, operation)
    for parameter in operation.get("parameters", []):
        yield from _problems_of_parameter(f"{where} {parameter['name']}", parameter)
    if "requestBody" in operation:
        if not operation["requestBody"]["content"]:
            yield f"{where} body: it has no media type."
        yield from _problems_of_parts(f"{where} body", body_of(operation), aliases, names)
    yield from _problems_of_responses(where, operation, aliases)
    fields = _field_names(body_of(operation), aliases, names)
    if parameters := [one["name"] for one in parameters_of(operation, entry)]:
        arguments = [names.get(one) or python_name(one, RESERVED_PARAMETERS) for one in parameters]
        yield from _clashes(where, arguments + fields)


def _problems_of_security(
    where: str, operation: JsonObject, spec: JsonObject, keys: JsonObject
) -> Iterator[str]:
    choices = openapi.security_of(operation, spec)
    bearers = openapi.bearers_of(operation, spec)
    if len({keys[name] for name in bearers if name in keys}) > 1:
        yield f"{where}: {' or '.join(bearers)}: they have different keys; one is supported."
    if bearers and not any(name in keys for name in bearers):
        yield f"{where}: the security scheme {bearers[0]} has no key. Add it under keys in {FILE}."
    # A scheme with a key that is sent in another way is a problem of the document.
    others = {name for choice in choices for name in choice if not openapi.is_sent(name, spec)}
    if choices and not bearers and {} not in choices and others.isdisjoint(keys):
        needed = " or ".join(" with ".join(choice) for choice in choices)
        yield f"{where}: {needed} is needed, and the client sends only Authorization: Bearer."


def _problems_of_schemes(spec: JsonObject, keys: JsonObject) -> Iterator[str]:
    """Yield a problem for each key that the client would send in another way than described."""
    for name, scheme in spec.get("components", {}).get("securitySchemes", {}).items():
        if name in keys and not openapi.is_bearer(scheme):
            sent = "the client sends Authorization: Bearer, as for type http and scheme bearer"
            fix = f"Change the client, or remove {name} under keys in {FILE}"
            yield f"The security scheme {name} is of type {scheme.get('type')}; {sent}. {fix}."


def _problems_of_path(where: str, operation: JsonObject) -> Iterator[str]:
    path = where.split(" ", 1)[1]
    if not path.startswith("/") or not _PATH.fullmatch(path):
        yield f"{where}: the path has characters that no path can have."
    names = [one["name"] for one in operation.get("parameters", []) if one["in"] == "path"]
    if sorted(names) != sorted(re.findall(r"\{(.*?)\}", path)):
        yield f"{where}: the path's placeholders are not its path parameters."


def _problems_of_parameter(where: str, parameter: JsonObject) -> Iterator[str]:
    place, schema, name = parameter["in"], parameter["schema"], parameter["name"]
    if place == "path" and not parameter.get("required"):
        yield f"{where}: a parameter in the path is required."
    if place == "header" and (name.lower() in _OWN_HEADERS or not _HEADER.fullmatch(name)):
        yield f"{where}: a header of this name cannot be given."
    kinds = "a scalar" if place == "path" else "a scalar or a list of scalars"
    if not all(_is_flat(branch, is_path=place == "path") for branch in branches_of(schema)):
        yield f"{where}: a parameter in the {place} must be {kinds}."
    for inside, inner in schemas_in(schema):
        yield from _problems_of_schema(where + inside, inner)


def _is_flat(schema: JsonObject, *, is_path: bool) -> bool:
    """Return true for a value that has one way to be written in a path, a query or a header."""
    if schema.get("type") == "array" and not is_path:
        items = branches_of(schema.get("items", {}))
        return all(one.get("type") in SCALARS and not one.get("nullable") for one in items)
    return schema.get("type") in SCALARS


def _problems_of_responses(where: str, operation: JsonObject, aliases: JsonObject) -> Iterator[str]:
    successes = openapi.successes_of(operation)
    if not successes:
        yield f"{where} describes no success: a 2xx response is needed."
    for status, response in successes.items():
        # Objects become one model. Of others, those that differ are returned as received.
        schema = json_schema_of(response)
        if is_object(schema) or schema == openapi.response_of(operation):
            yield from _problems_of_parts(f"{where} {status}", schema, aliases, {})
    contents = {openapi.media_type_of(response) for response in successes.values()}
    if len(contents) > 1 and contents != {JSON, None}:
        yield f"{where}: its successes have different content types."
    # All successes become one model.
    shapes: dict[str, dict[str, str]] = {}
    for status, response in successes.items():
        for name, schema in json_schema_of(response).get("properties", {}).items():
            shapes.setdefault(name, {})[status] = shape_of(schema, Direction())
    for name, by_status in shapes.items():
        if len(set(by_status.values())) > 1:
            for status in by_status:
                yield f"{where} {status}.{name}: it has another shape in another success."


def _problems_of_parts(
    where: str, root: JsonObject, aliases: JsonObject, names: JsonObject
) -> Iterator[str]:
    """Yield a problem for each unsupported part of the schema of a body, response or delivery."""
    for place, schema in schemas_in(root):
        is_root = schema is root and is_object(root)
        yield from _problems_of_schema(where + place, schema, is_root=is_root)
        yield from _clashes(where + place, _field_names(schema, aliases, names))


def _field_names(schema: JsonObject, aliases: JsonObject, names: JsonObject) -> list[str]:
    fields = (name for name in schema.get("properties", {}) if name not in aliases)
    return [names.get(name) or python_name(name, RESERVED_FIELDS) for name in fields]


def _clashes(where: str, names: list[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: {name} would be the name of {times} arguments."


def _problems_of_schema(where: str, schema: JsonObject, *, is_root: bool = False) -> Iterator[str]:
    """Yield a problem for each unsupported part of a schema, but not of those inside it."""
    if "oneOf" in schema or "anyOf" in schema:
        yield from _problems_of_union(where, schema)
    type_ = schema.get("type")
    for limit in (key for key in schema if key in _LIMIT_KEYS):
        if limit not in LIMITS.get(type_ or "", ()) or "enum" in schema:
            of = "an enum" if "enum" in schema else type_
            yield f"{where}: {limit} of {of} would be dropped."
    if "minProperties" in schema and not (is_root and schema["minProperties"] == 1):
        yield f"{where}: minProperties would be dropped; a body may have 1."
    classes = {type(value) for value in schema.get("enum", [])}
    if "enum" in schema and classes != {_ENUM_CLASSES.get(type_)}:
        yield f"{where}: an enum must list strings, integers or booleans, as its type says."
    yield from _problems_of_members(where, schema)


def _problems_of_union(where: str, schema: JsonObject) -> Iterator[str]:
    branches = openapi.union_of(schema)
    types = [branch.get("type") for branch in branches]
    objects = [branch for branch in branches if branch.get("type") == "object"]
    others = [type_ for type_ in types if type_ != "object"]
    if not branches or ("oneOf" in schema and "anyOf" in schema):
        yield f"{where}: a schema has one union, and that has branches."
    elif "type" in schema:
        if not all(_requires_one_field(branch, schema) for branch in branches):
            yield f"{where}: a union beside a type may only say which fields are required."
    elif (
        None in types
        or {"integer", "number"} <= set(types)
        or any(len(set(rivals)) < len(rivals) for rivals in (others, variants_of(objects)))
    ):
        yield f"{where}: a union of {', '.join(map(str, types))} is ambiguous."


def _requires_one_field(branch: JsonObject, schema: JsonObject) -> bool:
    required, fields = branch.get("required", []), schema.get("properties", {})
    return set(branch) == {"required"} and len(required) == 1 and required[0] in fields


def _problems_of_members(where: str, schema: JsonObject) -> Iterator[str]:
    type_, properties = schema.get("type"), schema.get("properties", {})
    if ("items" in schema) != (type_ == "array") or (properties and type_ != "object"):
        yield f"{where}: an array has items, an object has properties, and nothing else has any."
    if "array" in [branch.get("type") for branch in branches_of(schema.get("items", {}))]:
        yield f"{where}: an array of arrays is not supported."
    if isinstance(schema.get("additionalProperties"), dict) and (type_ != "object" or properties):
        yield f"{where}: a schema in additionalProperties needs an object without properties."
    for name in schema.get("required", []):
        if name not in properties:
            yield f"{where}: {name} is required and not described."
