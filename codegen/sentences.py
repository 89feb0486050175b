"""Sentences of docstrings, from what the description says about a field or an answer."""

from .description import JsonObject

_LONGEST_EXAMPLE = 80
# The ending of minLength and maxLength, and so on, and what they count.
_COUNTED = {"Length": "character", "Items": "item", "imum": ""}


def one_line(text: str) -> str:
    """A text without line breaks, or a full stop at its end."""
    return " ".join(text.split()).removesuffix(".")


def sentence(text: str) -> str:
    """A text without line breaks, and with a full stop unless it ends in another mark."""
    line = one_line(text)
    return line if not line or line.endswith(("!", "?")) else f"{line}."


def about_field(schema: JsonObject, *, secret: bool, meaning: str | None = None) -> str:
    """What is to be known about a field or a parameter."""
    limits = [_limit(schema, kind, unit) for kind, unit in _COUNTED.items()]
    form = f"Must be {meaning}" if meaning else ""
    example = "" if secret else _example(schema)
    found = [schema.get("description", ""), *limits, form, _default(schema), example]
    return " ".join(sentence(text) for text in found if text)


def _limit(schema: JsonObject, kind: str, unit: str) -> str:
    least, most = schema.get(f"min{kind}"), schema.get(f"max{kind}")
    if least is not None and most is not None:
        return f"{least} to {_number(most, unit)}"
    if least is not None:
        return f"At least {_number(least, unit)}"
    return "" if most is None else f"At most {_number(most, unit)}"


def _number(count: float, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}" if unit else str(count)


def _default(schema: JsonObject) -> str:
    default = schema.get("default")
    return "" if default is None else f"The API's own default, never sent: {_shown(default)}"


def _example(schema: JsonObject) -> str:
    text = _shown(schema.get("example", ""))
    return f"Example: {text}" if 0 < len(text) <= _LONGEST_EXAMPLE else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else repr(value)
