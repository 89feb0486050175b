"""The vendor's OpenAPI document: loaded strictly, in its one form, and its parts."""

import copy
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from .normalize import JSON as JSON
from .normalize import METHODS as METHODS
from .normalize import Normalizer
from .normalize import without as without
from .validation import GenerationError, JsonObject, read_document, validate

CSV = "text/csv"
_BEARER = {"type": "http", "scheme": "bearer"}
# By HTTP, a response with one of these has no content.
_EMPTY = {"204", "205"}
LIMITS = {
    "string": {"minLength", "maxLength", "pattern"},
    "number": {"minimum", "maximum"},
    "integer": {"minimum", "maximum"},
    "boolean": set[str](),
    "array": {"minItems", "maxItems"},
    "object": {"minProperties"},
}
"""The types of schemas, with the constraints that each supports."""


def load_spec(
    path: Path,
    name: str | None = None,
    omitted: Collection[str] = (),
    valid: JsonObject | None = None,
) -> JsonObject:
    """Load an OpenAPI document of version 3.0 or 3.1, in JSON or YAML, in its one form.

    Args:
        path: The path of the file.
        name: Its name in errors; by default, the file's own.
        omitted: Operations, as "METHOD path", that are left out.
        valid: A loaded document: paths that are equal in it are not validated again.

    Raises:
        GenerationError: The file is not such a document, or uses an unsupported keyword.
    """
    name = name or path.name
    raw = read_document(path, name)
    version = raw.get("openapi") if isinstance(raw, dict) else None
    if not isinstance(version, str) or not re.fullmatch(r"3\.[01]\.\d+", version):
        found = "it has none" if version is None else f"it is {version!r}"
        raise GenerationError([f"{name}: openapi must be 3.0 or 3.1, and {found}."])
    try:
        spec = Normalizer(raw, omitted).normalized()
        _validate(_without_valid(spec, valid or {"paths": {}}), name)
    except RecursionError as error:
        raise GenerationError([f"{name} is nested too deeply."]) from error
    return spec | {"paths": {path: _share_parameters(item) for path, item in spec["paths"].items()}}


def _without_valid(spec: JsonObject, valid: JsonObject) -> JsonObject:
    """Return a document without the paths that are equal in a valid one."""
    paths = spec.get("paths")
    if not isinstance(paths, dict):
        return spec
    known = valid["paths"].items()
    others = {path: item for path, item in paths.items() if (path, item) not in known}
    return spec | {"paths": others}


def _validate(spec: JsonObject, name: str) -> None:
    try:
        validate(spec, "spec", name)
    except GenerationError as error:
        raise GenerationError(error.problems, _named_in(error, name, spec)) from error


def _named_in(error: GenerationError, name: str, spec: JsonObject) -> list[str]:
    """Return the operations that a validation's errors are about, if they are about no others."""
    place = re.compile(rf"{re.escape(name)} > paths > (\S+) (?:has|> (\w+))")
    named: list[str] = []
    for problem in error.problems:
        if not (found := place.match(problem)):
            return []
        path, key = found.groups()
        # What a path has beside them is a part of all its operations.
        keys = (
            [key]
            if key in METHODS
            else [one for one in METHODS if one in spec["paths"].get(path, ())]
        )
        named += [f"{one.upper()} {path}" for one in keys]
    return named


def _share_parameters(item: JsonObject) -> JsonObject:
    """Return a path with its parameters in each operation, unless that has its own."""
    if "parameters" not in item:
        return item
    operations = {method: item[method] for method in METHODS if method in item}
    for method, operation in operations.items():
        own = operation.get("parameters", [])
        names = {(parameter["name"], parameter["in"]) for parameter in own}
        shared = [one for one in item["parameters"] if (one["name"], one["in"]) not in names]
        # Copies, since marks and corrections are of one operation.
        inherited = copy.deepcopy(shared)
        operations[method] = operation | {"parameters": inherited + own}
    return without(item, "parameters") | operations


def operations_of(spec: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield each operation of a document with its "METHOD path"."""
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def security_of(operation: JsonObject, spec: JsonObject) -> list[JsonObject]:
    """Return the security requirements of an operation, which default to those of the document."""
    holder = operation if "security" in operation else spec
    requirements: list[JsonObject] = holder.get("security", [])
    return requirements


def bearers_of(operation: JsonObject, spec: JsonObject) -> list[str]:
    """Return the security schemes of which each alone is enough, as the client sends it."""
    alone = [name for one in security_of(operation, spec) if len(one) == 1 for name in one]
    return [name for name in alone if is_sent(name, spec)]


def is_sent(name: str, spec: JsonObject) -> bool:
    """Return true for a security scheme that the client can send, or that is not described."""
    schemes: JsonObject = spec.get("components", {}).get("securitySchemes", {})
    return is_bearer(schemes.get(name, _BEARER))


def is_bearer(scheme: JsonObject) -> bool:
    """Return true for a security scheme that sends a key as `Authorization: Bearer`."""
    return {key: scheme.get(key) for key in _BEARER} == _BEARER


def key_of(operation: JsonObject, spec: JsonObject, keys: JsonObject) -> str | None:
    """Return the kind of API key that the client sends for an operation; None without one."""
    return next((str(keys[name]) for name in bearers_of(operation, spec) if name in keys), None)


def successes_of(operation: JsonObject) -> JsonObject:
    """Return the success responses of an operation, by status."""
    responses = operation["responses"].items()
    return {status: response for status, response in responses if status.startswith("2")}


def media_type_of(holder: JsonObject) -> str | None:
    """Return the media type of a body or a response; None if it has no content."""
    return next(iter(holder.get("content", {})), None)


def json_schema_of(holder: JsonObject) -> JsonObject:
    """Return the schema of a JSON body or response; an empty one if it is not JSON."""
    media_type = media_type_of(holder) or ""
    is_json = media_type == JSON or media_type.endswith("+json")
    return dict(holder["content"][media_type]["schema"]) if is_json else {}


def body_of(operation: JsonObject) -> JsonObject:
    """Return the schema of an operation's JSON body; an empty one if it has none."""
    return json_schema_of(operation.get("requestBody", {}))


def response_of(operation: JsonObject) -> JsonObject:
    """Return one schema for all success responses: every field, with the common ones required.

    It is empty, for any JSON, if the responses are no objects and differ, or if only some of those
    that may have a content have one.
    """
    successes = successes_of(operation)
    contents = [one for status, one in successes.items() if not is_empty(status, one)]
    schemas = [json_schema_of(response) for response in contents]
    has_content = {bool(response.get("content")) for response in contents}
    if len(has_content) > 1 or not all(map(is_object, schemas)):
        return schemas[0] if all(schema == schemas[0] for schema in schemas) else {}
    merged = dict(schemas[0]) if schemas else {}
    for other in schemas[1:]:
        properties = other.get("properties", {}) | merged.get("properties", {})
        common = [name for name in merged.get("required", []) if name in other.get("required", [])]
        merged |= {"type": "object", "properties": properties, "required": common}
    return merged


def is_empty(status: str, response: JsonObject) -> bool:
    """Return true for a success response that has no content."""
    return status in _EMPTY and not response.get("content")


def may_be_empty(operation: JsonObject) -> bool:
    """Return true if some success responses have a content, and others have none."""
    successes = successes_of(operation).items()
    return len({is_empty(status, response) for status, response in successes}) > 1


def tags_of(branches: list[JsonObject]) -> tuple[str, list[list[str]]] | None:
    """Return the field that tells objects apart, and its values in each; None without one."""
    for name in branches[0].get("properties", {}):
        fields = [branch.get("properties", {}).get(name, {}) for branch in branches]
        values = [field.get("enum", []) for field in fields]
        every = [value for own in values for value in own]
        are_texts = all(values) and all(isinstance(value, str) for value in every)
        if are_texts and len(set(every)) == len(every):
            return name, values
    return None


def tag_values_of(branches: list[JsonObject]) -> list[str]:
    """Return for each branch of a union a value that tells it from other objects, or ""."""
    objects = [branch for branch in branches if branch.get("type") == "object"]
    tags = tags_of(objects) if len(objects) > 1 else None
    values = iter([own[0] for own in tags[1]] if tags else [])
    return [next(values, "") if branch in objects else "" for branch in branches]


def union_of(schema: JsonObject) -> list[JsonObject]:
    """Return the branches of a oneOf or anyOf, which are read alike."""
    return list(schema.get("oneOf") or schema.get("anyOf") or [])


def branches_of(schema: JsonObject) -> list[JsonObject]:
    """Return the alternatives for a value: the schema itself, unless it is a union."""
    union = union_of(schema)
    return union if union and "type" not in schema else [schema]


def is_object(schema: JsonObject) -> bool:
    """Return true for the schema of an object, which may have any fields."""
    is_one = schema.get("type", "object") == "object" and branches_of(schema) == [schema]
    return is_one and not schema.get("nullable")


def is_list(schema: JsonObject) -> bool:
    """Return true for the schema of a value that may be a list."""
    return "array" in [branch.get("type") for branch in branches_of(schema)]


def schemas_in(schema: JsonObject, place: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Yield a schema and those inside it, outer before inner, with places such as ".rows[].id"."""
    yield place, schema
    for branch in branches_of(schema):
        if branch is not schema:
            yield from schemas_in(branch, place)
    for name, inner in schema.get("properties", {}).items():
        yield from schemas_in(inner, f"{place}.{name}")
    if "items" in schema:
        yield from schemas_in(schema["items"], f"{place}[]")
    if isinstance(schema.get("additionalProperties"), dict):
        yield from schemas_in(schema["additionalProperties"], f"{place}{{}}")


def roots_of(operation: JsonObject) -> Iterator[tuple[JsonObject, str]]:
    """Yield the schemas of the body and of the successes, each with its place: body or a status."""
    holders = {"body": operation.get("requestBody", {})} | successes_of(operation)
    for place, holder in holders.items():
        for media in holder.get("content", {}).values():
            yield media["schema"], place


def fields_in(schema: JsonObject) -> set[str]:
    """Return the names of the fields of a schema and of those inside it."""
    return {name for _, inner in schemas_in(schema) for name in inner.get("properties", {})}
