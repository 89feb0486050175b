"""A description as places with facts, so that two can be compared whatever is in them.

Nothing that a description says is left out but the order, and how it is spread over components.
"""

from collections.abc import Iterator

from attrs import field, frozen

from .description import JsonObject, operations_of, security_of, union_of
from .openapi import METHODS


@frozen
class Place:
    """Something that a description speaks of."""

    kind: str
    facts: JsonObject
    parts: "dict[str, Place]" = field(factory=dict)
    """What is inside, by what it adds to the words for the place: " quota", "[]", ".uuid"."""
    name: str = field(default="", eq=False)
    """What can be renamed has one."""


def places_of(description: JsonObject) -> dict[str, Place]:
    """The document as a whole under "", and each operation under its "METHOD path"."""
    operations = operations_of(description)
    return {"": _document(description)} | {
        where: _operation(operation, description) for where, operation in operations
    }


def _document(description: JsonObject) -> Place:
    """What is said outside of the operations; of components, only how to prove who one is."""
    parts = {"info": Place("about", description["info"])}
    for path, item in description["paths"].items():
        parts[path] = Place("about", _without(item, *METHODS))
    schemes = _members(_members(description.get("components")).get("securitySchemes"))
    for name, scheme in schemes.items():
        parts[f"security scheme {name}"] = Place("scheme", _members(scheme))
    return Place("about", _without(description, "info", "paths", "components", "security"), parts)


def _members(value: object) -> JsonObject:
    """The members of an object, whose shape nobody has looked at."""
    return value if isinstance(value, dict) else {}


def _without(holder: JsonObject, *keys: str) -> JsonObject:
    return {key: value for key, value in holder.items() if key not in keys}


def _operation(operation: JsonObject, description: JsonObject) -> Place:
    facts = _without(operation, "parameters", "requestBody", "responses")
    facts["security"] = _words_of(security_of(operation, description))
    parts = {f"{one['in']} {one['name']}": _parameter(one) for one in _parameters(operation)}
    if "requestBody" in operation:
        parts["body"] = _holder("body", operation["requestBody"])
    for status, answer in operation["responses"].items():
        # Of a refusal's body nothing is made, and so nobody has looked at its shape.
        is_success = status.startswith("2")
        parts[f"answer {status}"] = (
            _holder("success", answer) if is_success else Place("refusal", answer)
        )
    return Place("operation", facts, parts)


def _words_of(choices: list[JsonObject]) -> str:
    return " or ".join(" with ".join(choice) or "none" for choice in choices) or "none"


def _parameters(operation: JsonObject) -> list[JsonObject]:
    return list(operation.get("parameters", []))


def _parameter(parameter: JsonObject) -> Place:
    facts = _without(parameter, "name", "in", "schema")
    parts = {"": _schema("part", parameter["schema"])}
    return Place(f"{parameter['in']} parameter", facts, parts, parameter["name"])


def _holder(kind: str, holder: JsonObject) -> Place:
    """A body or a success, which holds a schema for each media type."""
    parts = {
        f" {media}": Place("media type", _without(about, "schema"), {"": _root(about["schema"])})
        for media, about in holder.get("content", {}).items()
    }
    return Place(kind, _without(holder, "content"), parts)


def _root(schema: JsonObject) -> Place:
    return Place("part", _facts(schema), dict(_parts(schema, " ")))


def _schema(kind: str, schema: JsonObject) -> Place:
    return Place(kind, _facts(schema), dict(_parts(schema, ".")))


def _field(name: str, schema: JsonObject, holder: JsonObject) -> Place:
    facts = _facts(schema) | {"required": name in holder.get("required", [])}
    return Place("field", facts, dict(_parts(schema, ".")), name)


def _facts(schema: JsonObject) -> JsonObject:
    """What a schema says of itself; a union's type is those of its branches."""
    facts = _without(schema, "properties", "required", "items")
    if isinstance(schema.get("additionalProperties"), dict):
        facts["additionalProperties"] = schema["additionalProperties"].get("type")
    if branches := _branches(schema):
        kinds = " or ".join(str(branch.get("type")) for branch in branches)
        facts = _without(facts, "oneOf", "anyOf") | {"type": kinds}
    return facts


def _branches(schema: JsonObject) -> list[JsonObject]:
    """Beside a type, a union has no branches: it is a fact, about required fields."""
    return [] if "type" in schema else union_of(schema)


def _parts(schema: JsonObject, lead: str) -> Iterator[tuple[str, Place]]:
    for name, inner in schema.get("properties", {}).items():
        yield f"{lead}{name}", _field(name, inner, schema)
    if "items" in schema:
        yield "[]", _schema("items", schema["items"])
    if isinstance(schema.get("additionalProperties"), dict):
        yield "{}", _schema("part", schema["additionalProperties"])
    for branch in _branches(schema):
        yield f"({branch.get('type')})", _schema("part", branch)
