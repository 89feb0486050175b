"""Objects as models: what the templates need to know of a class and its fields."""

from attrs import asdict

from .description import JsonObject, union_of
from .names import FIELD_NAMES_TAKEN, class_name, module_of_model, python_name, titles_of
from .purpose import Purpose, Registry, form_of
from .sentences import about_field, sentence
from .values import Value, value_of


def models_of(models: Registry) -> dict[str, JsonObject]:
    """The registered models, and those that they register in turn."""
    made: dict[str, JsonObject] = {}
    while missing := [name for name in models if name not in made]:
        made |= {name: model_of(name, *models[name]) for name in missing}
    return made


def model_of(name: str, schema: JsonObject, purpose: Purpose) -> JsonObject:
    """An object as the generator and the model template need it."""
    fields = fields_of(schema, purpose)
    names = {wire: field["name"] for field in fields for wire in [field["wire"]]}
    here = {other: own for other, own in purpose.aliases.items() if own in names}
    return {
        "type": "object",
        "title": name,
        "x-model": {
            "operation": purpose.operation,
            "request": purpose.is_request,
            "about": sentence(schema.get("description", "")) or _about(name, purpose),
            "fields": fields,
            "imports": imports_of(fields),
            "aliases": here,
            "bare": None,
            "forms": any(field["form"] for field in fields),
            # An answer is read whatever it lacks.
            "groups": groups_of(schema, names, purpose) if purpose.is_request else [],
        },
    }


def _about(name: str, purpose: Purpose) -> str:
    if name == purpose.operation:
        return f"{name}, as several operations {'send' if purpose.is_request else 'return'} it."
    if "." not in purpose.operation:
        return f"A part of {purpose.operation}."
    root = name in titles_of(purpose.operation)
    verb = "sends" if purpose.is_request else "returns"
    return f"{'What' if root else 'A part of what'} {purpose.operation} {verb}."


def fields_of(schema: JsonObject, purpose: Purpose) -> list[JsonObject]:
    """The fields of an object, those that are required first."""
    required, properties = set(schema.get("required", [])), schema.get("properties", {})
    fields = [
        _field(wire, inner, purpose, required=wire in required)
        for wire, inner in properties.items()
        if purpose.aliases.get(wire) not in properties
    ]
    return sorted(fields, key=lambda field: not field["required"])


def _field(wire: str, schema: JsonObject, purpose: Purpose, *, required: bool) -> JsonObject:
    form = form_of(wire, schema, purpose)
    inside = purpose.inside(class_name(wire))
    return described_value(wire, schema, value_of(schema, inside, form), purpose) | {
        "name": python_name(wire, FIELD_NAMES_TAKEN),
        "required": required,
    }


def described_value(wire: str, schema: JsonObject, value: Value, purpose: Purpose) -> JsonObject:
    """A field or a parameter, but for its name in Python."""
    secret = wire in purpose.secrets
    pattern = schema.get("pattern", "")
    meaning = purpose.patterns.get(pattern, {}).get("meaning") if purpose.is_request else None
    return asdict(value) | {
        "wire": wire,
        "secret": secret,
        "about": about_field(schema, secret=secret, form=value.form, meaning=meaning),
    }


def groups_of(schema: JsonObject, names: JsonObject, purpose: Purpose) -> list[JsonObject]:
    """Fields of which some are to be given, as the description says.

    The vendor writes "html or text" as a `oneOf` of two lists of required fields. Taken at its word
    that forbids both together, which its own text allows: so this is read as at least one.
    """
    lists = [branch["required"] for branch in union_of(schema) if set(branch) == {"required"}]
    either = dict.fromkeys(purpose.aliases.get(name, name) for (name,) in lists)
    found = [
        [names[name] for name in either],
        list(names.values()) if schema.get("minProperties") else [],
    ]
    return [{"check": "require_given", "names": group} for group in found if group]


def imports_of(fields: list[JsonObject]) -> list[str]:
    """The models in the types of fields, such as "attachment import Attachment"."""
    names = {name for field in fields for name in field["imports"]}
    return [f"{module_of_model(name)} import {name}" for name in sorted(names)]
