"""Schemas as the templates need them: with class names, Python names, checks and sentences."""

from attrs import evolve, frozen

from .description import LIMITS, JsonObject
from .names import FIELD_NAMES_TAKEN, class_name, python_name
from .sentences import about_field, sentence

_KEPT = {"type", "enum", "required", *(limit for limits in LIMITS.values() for limit in limits)}
_KEPT -= {"pattern"}


@frozen(kw_only=True)
class Purpose:
    """What a schema is for."""

    operation: str
    is_request: bool
    title: str
    """The class name of the schema, if it becomes a class; those inside it begin with it."""
    secrets: list[str]
    patterns: JsonObject


def prepared_schema(schema: JsonObject, purpose: Purpose, *, secret: bool = False) -> JsonObject:
    """A schema with what the templates need to know, and without what they make nothing of."""
    made: JsonObject = {key: value for key, value in schema.items() if key in _KEPT}
    check = purpose.patterns.get(schema.get("pattern", ""), {})
    if purpose.is_request and check.get("check"):
        made["x-check"] = {"pattern": check["check"], "meaning": check["meaning"]}
    made["x-secret"] = secret
    made["description"] = about_field(schema, secret=secret, meaning=check.get("meaning"))
    if "items" in schema:
        item = evolve(purpose, title=f"{purpose.title}Item")
        made["items"] = prepared_schema(schema["items"], item, secret=secret)
    if schema.get("properties"):
        made |= _model(schema, purpose)
    elif schema["type"] == "object":
        # Without a type, the generator makes no empty class of it.
        del made["type"]
    return made


def _model(schema: JsonObject, purpose: Purpose) -> JsonObject:
    """What makes a class of an object."""
    verb = "sends" if purpose.is_request else "returns"
    about = sentence(schema.get("description", ""))
    return {
        "title": purpose.title,
        "x-operation": purpose.operation,
        "x-request": purpose.is_request,
        "x-about": about or f"A part of what {purpose.operation} {verb}.",
        "x-names": {name: python_name(name, FIELD_NAMES_TAKEN) for name in schema["properties"]},
        "properties": {
            name: prepared_schema(
                inner,
                evolve(purpose, title=purpose.title + class_name(name)),
                secret=name in purpose.secrets,
            )
            for name, inner in schema["properties"].items()
        },
    }
