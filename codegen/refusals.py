"""What the pipeline would drop, overwrite or misread, and so is refused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .description import (
    CSV,
    JSON,
    JsonObject,
    body_of,
    branches_of,
    media_of,
    schema_of,
    schemas_in,
    security_of,
    successes_of,
)
from .entries import parameters_taken
from .names import FIELD_NAMES_TAKEN, PARAMETER_NAMES_TAKEN, python_name
from .purpose import Purpose, shape_of
from .refused_schemas import SCALARS, problems_of_schema

_PLACES = {"path", "query", "header"}
_PATH = re.compile(r"(/|[\w\-.~!$&'()*+,;=:@%]|\{[A-Za-z_][\w-]*\})+", re.ASCII)
_HEADER = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
# What a client sends of its own accord.
_HEADERS_TAKEN = {
    *("accept", "authorization", "content-type", "content-length", "host", "user-agent"),
}
# For schemas that are held against each other, whatever they are for.
_ANYWHERE = Purpose(
    operation="", is_request=False, title="", secrets=frozenset(), forms={}, aliases={}, patterns={}
)


def problems_of_operation(
    where: str, operation: JsonObject, description: JsonObject, entry: JsonObject, keys: JsonObject
) -> Iterator[str]:
    """What the pipeline cannot carry over into code, each with where it stands."""
    aliases = entry.get("aliases", {})
    yield from _problems_of_security(where, security_of(operation, description), keys)
    yield from _problems_of_path(where, operation)
    for parameter in operation.get("parameters", []):
        yield from _problems_of_parameter(f"{where} {parameter['name']}", parameter)
    if "requestBody" in operation:
        yield from _problems_of_body(f"{where} body", operation["requestBody"], aliases)
    yield from _problems_of_answers(where, operation, aliases)
    yield from _clashes_of_arguments(where, operation, entry)


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
    if schema.get("type") not in SCALARS or schema.get("nullable"):
        yield f"{where}: a parameter that is no scalar is not supported."
    else:
        yield from problems_of_schema(where, schema)


def _is_free_header(name: str) -> bool:
    return bool(_HEADER.fullmatch(name)) and name.lower() not in _HEADERS_TAKEN


def _problems_of_answers(where: str, operation: JsonObject, aliases: JsonObject) -> Iterator[str]:
    for status in operation["responses"]:
        if not re.fullmatch(r"2\d\d|[1345](\d\d|XX)|default", status):
            yield f"{where}: the status {status} is not supported; a success needs its own number."
    successes = successes_of(operation)
    if not successes:
        yield f"{where} describes no success: a 2xx response is needed."
    for status, answer in successes.items():
        yield from problems_of_content(f"{where} {status}", answer, aliases)
    yield from _problems_of_merging(where, list(successes.values()))


def _problems_of_merging(where: str, successes: list[JsonObject]) -> Iterator[str]:
    """Several successes become one model: a field must be the same in all."""
    if len({tuple(answer.get("content", {})) for answer in successes}) > 1:
        yield f"{where}: its successes have different content types."
    fields: JsonObject = {}
    for answer in successes:
        for name, schema in schema_of(answer).get("properties", {}).items():
            shape = shape_of(schema, _ANYWHERE)
            if fields.setdefault(name, shape) != shape:
                yield f"{where}: {name} has different shapes in its successes."


def _problems_of_body(where: str, body: JsonObject, aliases: JsonObject) -> Iterator[str]:
    yield from problems_of_content(where, body, aliases)
    if media_of(body) != CSV and not schema_of(body).get("properties"):
        yield f"{where}: only an object with properties is supported."


def problems_of_content(where: str, holder: JsonObject, aliases: JsonObject) -> Iterator[str]:
    """What of a body, an answer or a delivery cannot be carried over."""
    content = holder.get("content", {})
    if set(content) - {JSON, CSV} or len(content) > 1:
        yield f"{where}: content types are {', '.join(content)}; {JSON} or {CSV} is supported."
        return
    root = schema_of(holder)
    is_object = root.get("type", "object") == "object" and branches_of(root) == [root]
    if not is_object or root.get("nullable"):
        yield f"{where}: only an object is supported."
    for place, schema in schemas_in(root):
        yield from problems_of_schema(where + place, schema, is_root=schema is root)
        fields = [name for name in schema.get("properties", {}) if name not in aliases]
        yield from _clashes(where + place, _names(fields, FIELD_NAMES_TAKEN))


def _clashes_of_arguments(where: str, operation: JsonObject, entry: JsonObject) -> Iterator[str]:
    """Names that would meet in one list of keyword arguments."""
    aliases = entry.get("aliases", {})
    parameters = [one["name"] for one in parameters_taken(operation, entry)]
    fields = [name for name in body_of(operation).get("properties", {}) if name not in aliases]
    if parameters:
        arguments = [*_names(parameters, PARAMETER_NAMES_TAKEN), *_names(fields, FIELD_NAMES_TAKEN)]
        yield from _clashes(where, arguments)


def _names(wire: Iterable[str], taken: set[str]) -> list[str]:
    return [python_name(name, taken) for name in wire]


def _clashes(where: str, names: list[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: {name} would be the name of {times} arguments."
