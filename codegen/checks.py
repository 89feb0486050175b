"""The checks of arguments, as texts that the templates paste.

Every text that comes from the description goes through `literal`.
"""

from .description import JsonObject
from .purpose import Purpose

_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "minItems": "min_items",
    "maxItems": "max_items",
}


def literal(value: object) -> str:
    """A text or a number of the description as Python: ascii() escapes all that could end it."""
    return ascii(value)


def check_of_scalar(schema: JsonObject, purpose: Purpose) -> str:
    """The check of a text, a number or a boolean; an enum may have values that are new."""
    kind = schema["type"]
    limits = "" if "enum" in schema else limits_of(schema) + _pattern(schema, purpose)
    if kind == "boolean":
        return "_checks.boolean"
    if kind == "string":
        return f"_checks.text({limits.removeprefix(', ')})"
    whole = ", whole=True" if kind == "integer" else ""
    return f"_checks.number({(limits + whole).removeprefix(', ')})"


def limits_of(schema: JsonObject) -> str:
    """The arguments of a check that limit lengths, sizes and amounts."""
    named = ((name, schema[limit]) for limit, name in _LIMITS.items() if limit in schema)
    return "".join(f", {name}={_plain_number(value)}" for name, value in named)


def _plain_number(value: float) -> str:
    return literal(int(value) if value == int(value) else value)


def _pattern(schema: JsonObject, purpose: Purpose) -> str:
    # The vendor's own patterns are not all safe to run: `patterns` has what stands for them.
    reviewed = purpose.patterns.get(schema.get("pattern", ""), {})
    if not reviewed.get("check"):
        return ""
    return f", pattern={literal(reviewed['check'])}, meaning={literal(reviewed['meaning'])}"
