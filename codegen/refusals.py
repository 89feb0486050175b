"""What the generator or the templates would drop, overwrite or misread, and so is refused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .description import (
    LIMITS,
    JsonObject,
    body_of,
    schema_of,
    schemas_in,
    security_of,
    successes_of,
)
from .names import FIELD_NAMES_TAKEN, PARAMETER_NAMES_TAKEN, python_name

_JSON = "application/json"
_PLACES = {"path", "query", "header"}
_SCALARS = {"string", "number", "integer", "boolean"}
# Formats that the generator makes other classes than str of; nothing reads those.
_FORMATS_OF_CLASSES = {"date", "date-time", "binary", "uuid"}
_CLASSES_OF_ENUMS = {"string": str, "integer": int}
_PATH = re.compile(r"(/|[\w\-.~!$&'()*+,;=:@%]|\{[A-Za-z_][\w-]*\})+", re.ASCII)
_HEADER = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
# What a client sends of its own accord.
_HEADERS_TAKEN = {"accept", "authorization", "content-type", "content-length", "host"}


def problems_of_operation(
    where: str, operation: JsonObject, description: JsonObject, keys: JsonObject
) -> Iterator[str]:
    """What the pipeline cannot carry over into code, each with where it stands."""
    yield from _problems_of_security(where, security_of(operation, description), keys)
    yield from _problems_of_path(where, operation)
    for parameter in operation.get("parameters", []):
        yield from _problems_of_parameter(f"{where} {parameter['name']}", parameter)
    if "requestBody" in operation:
        yield from _problems_of_content(f"{where} body", operation["requestBody"])
    yield from _problems_of_answers(where, operation)
    yield from _clashes_of_arguments(where, operation)


def _problems_of_security(where: str, choices: list[JsonObject], keys: JsonObject) -> Iterator[str]:
    if len(choices) > 1 or any(len(choice) != 1 for choice in choices):
        yield f"{where}: one security scheme, or none, is supported."
    for scheme in (name for choice in choices for name in choice if name not in keys):
        yield (
            f"{where}: the security scheme {scheme} has no key. Add it under keys in "
            "codegen/operations.yaml."
        )


def _problems_of_path(where: str, operation: JsonObject) -> Iterator[str]:
    path = where.split(" ", 1)[1]
    if not path.startswith("/") or not _PATH.fullmatch(path):
        yield f"{where}: the path has characters that no path can have."
    named = [one["name"] for one in operation.get("parameters", []) if one["in"] == "path"]
    if sorted(named) != sorted(re.findall(r"\{(.*?)\}", path)):
        yield f"{where}: the path's placeholders are not its path parameters."


def _problems_of_parameter(where: str, parameter: JsonObject) -> Iterator[str]:
    place, schema = parameter["in"], parameter["schema"]
    if place not in _PLACES:
        yield f"{where}: a parameter in {place} is not supported."
    if place == "path" and not parameter.get("required"):
        yield f"{where}: a parameter in the path is required."
    if place == "header" and not _is_free_header(parameter["name"]):
        yield f"{where}: a header of this name cannot be given."
    if schema["type"] not in _SCALARS:
        yield f"{where}: a parameter that is no scalar is not supported."
    yield from (f"{where}: {limit} of a parameter would be dropped." for limit in _limits(schema))
    yield from _problems_of_schema(where, schema)


def _is_free_header(name: str) -> bool:
    return bool(_HEADER.fullmatch(name)) and name.lower() not in _HEADERS_TAKEN


def _problems_of_answers(where: str, operation: JsonObject) -> Iterator[str]:
    for status in operation["responses"]:
        if not re.fullmatch(r"2\d\d|[1345](\d\d|XX)|default", status):
            yield f"{where}: the status {status} is not supported; a success needs its own number."
    successes = successes_of(operation)
    if not successes:
        yield f"{where} describes no success: a 2xx response is needed."
    for status, answer in successes.items():
        yield from _problems_of_content(f"{where} {status}", answer)


def _problems_of_content(where: str, holder: JsonObject) -> Iterator[str]:
    content = holder.get("content", {})
    if list(content) != [_JSON]:
        types = ", ".join(content) or "none"
        yield f"{where}: content types are {types}; only {_JSON} is supported."
        return
    root = schema_of(holder)
    if root["type"] != "object" or not root.get("properties"):
        yield f"{where}: only an object with properties is supported."
    for place, schema in schemas_in(root):
        yield from _problems_of_schema(where + place, schema)
        yield from _clashes(where + place, _names(schema.get("properties", {}), FIELD_NAMES_TAKEN))


def _problems_of_schema(where: str, schema: JsonObject) -> Iterator[str]:
    kind = schema["type"]
    if kind not in LIMITS:
        yield f"{where}: a schema of type {kind} is not supported."
        return
    for limit in _limits(schema):
        if limit not in LIMITS[kind] or "enum" in schema:
            yield f"{where}: {limit} of {'an enum' if 'enum' in schema else kind} would be dropped."
    if schema.get("format") in _FORMATS_OF_CLASSES:
        yield f"{where}: the format {schema['format']} is not supported."
    if "enum" in schema and not _is_enum(schema):
        yield f"{where}: an enum must list strings or integers, as its type says."
    yield from _problems_of_inside(where, schema)


def _problems_of_inside(where: str, schema: JsonObject) -> Iterator[str]:
    """What is wrong with the parts of an array or an object."""
    kind, properties = schema["type"], schema.get("properties", {})
    if ("items" in schema) != (kind == "array") or (properties and kind != "object"):
        yield f"{where}: an array has items, an object has properties, and nothing else has any."
    if schema.get("items", {}).get("type") == "array":
        yield f"{where}: an array of arrays is not supported."
    for name in schema.get("required", []):
        if name not in properties:
            yield f"{where}: {name} is required and not described."


def _limits(schema: JsonObject) -> list[str]:
    return [key for key in schema if any(key in limits for limits in LIMITS.values())]


def _is_enum(schema: JsonObject) -> bool:
    wanted = _CLASSES_OF_ENUMS.get(schema["type"])
    return bool(schema["enum"]) and all(type(value) is wanted for value in schema["enum"])


def _clashes_of_arguments(where: str, operation: JsonObject) -> Iterator[str]:
    """Names that would meet in one list of keyword arguments."""
    parameters = [parameter["name"] for parameter in operation.get("parameters", [])]
    fields = body_of(operation).get("properties", {})
    if parameters:
        arguments = [*_names(parameters, PARAMETER_NAMES_TAKEN), *_names(fields, FIELD_NAMES_TAKEN)]
        yield from _clashes(where, arguments)


def _names(wire: Iterable[str], taken: set[str]) -> list[str]:
    return [python_name(name, taken) for name in wire]


def _clashes(where: str, names: list[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: {name} would be the name of {times} arguments."
