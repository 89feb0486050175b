"""What a schema is for: that, and its shape, decide what it becomes."""

import json
from collections.abc import Mapping

from attrs import evolve, field, frozen

from .description import JsonObject, union_of
from .openapi import LIMITS

# What a limit is called, whatever it limits.
_LIMITED = {limit for limits in LIMITS.values() for limit in limits}
_SHAPING = {"type", "enum", "required", "nullable", "format", *_LIMITED}
_INSIDE = ("items", "additionalProperties")


@frozen(kw_only=True)
class Purpose:
    """What a schema is for."""

    operation: str
    """Who speaks in an error: an operation, or a model that several share."""
    is_request: bool
    title: str
    """The class name of the schema, if it becomes a class; those inside it begin with it."""
    secrets: frozenset[str]
    forms: Mapping[str, str]
    """How fields are written on the wire, by name."""
    aliases: Mapping[str, str]
    """Other names that fields have come under."""
    patterns: JsonObject
    shared: Mapping[str, str] = field(factory=dict)
    """The class names of shapes that are in several places."""
    models: "Registry" = field(factory=lambda: Registry())
    """Takes the objects that become classes."""

    def inside(self, name: str) -> "Purpose":
        """The purpose of a part."""
        return evolve(self, title=f"{self.title}{name}")


class Registry(dict[str, tuple[JsonObject, Purpose]]):
    """Objects that become classes, and what they are for, by class name."""


def form_of(name: str, schema: JsonObject, purpose: Purpose) -> str | None:
    """How a field is written on the wire, if not as itself."""
    implied = "iso_8601" if schema.get("format") == "date-time" else None
    return purpose.forms.get(name, implied)


def shape_of(schema: JsonObject, purpose: Purpose) -> str:
    """All of a schema but its texts: two of one shape make the same class."""
    return json.dumps([purpose.is_request, _shape(schema, purpose)], sort_keys=True)


def _shape(schema: JsonObject, purpose: Purpose) -> object:
    kept = {key: schema[key] for key in schema if key in _SHAPING}
    properties = {
        name: [
            _shape(inner, purpose),
            form_of(name, inner, purpose),
            name in purpose.secrets,
            sorted(other for other, own in purpose.aliases.items() if own == name),
        ]
        for name, inner in schema.get("properties", {}).items()
    }
    inside = {key: _shape(schema[key], purpose) for key in _INSIDE if _is_schema(schema.get(key))}
    unions = [_shape(branch, purpose) for branch in union_of(schema)]
    return [kept, properties, inside, unions]


def _is_schema(value: object) -> bool:
    return isinstance(value, dict)
