"""Sentences of docstrings, from what the description says about a field or an answer."""

from collections.abc import Iterator

from .description import JsonObject

_LONGEST_EXAMPLE = 80
# What stands in Python for a value that the API writes in a form.
_HERE = {
    "FLAG": "A bool here",
    "UNIX_SECONDS": "An aware datetime here",
    "UNIX_MILLISECONDS": "An aware datetime here",
    "ISO_8601": "An aware datetime here",
    "JSON_LIST": "A list here",
    "COMMA_LIST": "A list here",
}
# The ending of minLength and maxLength, and so on, and what they count.
_COUNTED = {"Length": "character", "Items": "item", "imum": ""}


def one_line(text: str) -> str:
    """A text without line breaks, or a full stop at its end."""
    return " ".join(text.split()).removesuffix(".")


def sentence(text: str) -> str:
    """A text without line breaks, and with a full stop unless it ends in another mark."""
    line = one_line(text)
    return line if not line or line.endswith(("!", "?")) else f"{line}."


def about_field(
    schema: JsonObject, *, secret: bool, form: str | None = None, meaning: str | None = None
) -> str:
    """What is to be known about a field or a parameter."""
    limits = [_limit(schema, kind, unit) for kind, unit in _COUNTED.items()]
    pattern = f"Must be {meaning}" if meaning else ""
    # In another form, an example of the wire would mislead.
    example = "" if secret or form else _example(schema)
    found = [
        schema.get("description", ""),
        _HERE[form] if form else "",
        *(limits if "enum" not in schema else []),
        pattern,
        _seen(schema),
        _default(schema),
        example,
        "Inferred: on none of the API's own pages" if schema.get("x-inferred") else "",
        "Deprecated by the API" if schema.get("deprecated") else "",
    ]
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


def _seen(schema: JsonObject) -> str:
    values = [_shown(value) for value in schema.get("x-known-values", [])]
    return f"Values seen so far: {', '.join(values)}" if values else ""


def _default(schema: JsonObject) -> str:
    default = schema.get("default")
    return "" if default is None else f"The API's own default, never sent: {_shown(default)}"


def _example(schema: JsonObject) -> str:
    example = schema.get("example")
    text = "" if example is None or isinstance(example, bool) else _shown(example)
    return f"Example: {text}" if 0 < len(text) <= _LONGEST_EXAMPLE else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


# How much of an operation its vendor has published -> what a reader is told.
_CONFIDENCE = {
    "partly": "The API's own pages describe this in part; the rest is inferred",
    "inferred": "The API's own pages do not describe this: it is inferred from the vendor's tools",
}


def about_operation(operation: JsonObject) -> str:
    """What is to be known about an operation, and where it comes from."""
    source = operation.get("externalDocs", {}).get("url", "")
    found = [
        operation.get("description", "").strip(),
        sentence(_CONFIDENCE.get(operation.get("x-confidence", ""), "")),
        f"See {source}" if source else "",
    ]
    return "\n\n".join(text for text in found if text)


def about_answer(status: str, answer: JsonObject, schema: JsonObject) -> str:
    """What comes back with a status."""
    found = [f"{status}: {sentence(answer['description'])}", *_marks(answer, schema)]
    return " ".join(text for text in found if text)


def _marks(answer: JsonObject, schema: JsonObject) -> Iterator[str]:
    if schema.get("x-unknown"):
        inferred = "Answer not published: its fields are inferred."
        yield inferred if schema.get("properties") else "Answer not published: free form."
    elif answer.get("x-inferred"):
        yield "The status is inferred."
