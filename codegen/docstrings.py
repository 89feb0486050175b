"""Sentences of generated docstrings, from the texts of the OpenAPI document."""

import re
from collections.abc import Callable, Mapping

from .validation import JsonObject

_MAX_EXAMPLE = 80
# The Python value of a wire format, in a request and in a response. Part of the generated text.
_PYTHON_VALUES = {
    "FLAG": ("A bool", "A bool"),
    **dict.fromkeys(
        ("UNIX_SECONDS", "UNIX_MILLISECONDS", "ISO_8601"),
        ("Must be timezone-aware", "Timezone-aware"),
    ),
    **dict.fromkeys(("JSON_LIST", "COMMA_LIST"), ("A list of texts", "A list of texts")),
}
# Words of the document that docstrings replace.
_WORDS = {
    "answer": "response",
    "answers": "responses",
    "Answer": "Response",
    "Answers": "Responses",
}
# The suffix of minLength and maxLength, and so on, with the unit.
_UNITS = {"Length": "character", "Items": "item", "imum": ""}
_CONFIDENCE = {
    "partly": "The API's own pages describe this in part; the rest is inferred",
    "inferred": "The API's own pages do not describe this: it is inferred from the vendor's tools",
}


def one_line(text: str) -> str:
    """Return a text without line breaks, and without a full stop at its end."""
    return " ".join(text.split()).removesuffix(".")


def sentence(text: str) -> str:
    """Return a text without line breaks, with a full stop unless it ends in another mark."""
    line = one_line(text)
    return line if not line or line.endswith(("!", "?")) else f"{line}."


def translator(names: Mapping[str, str]) -> Callable[[Mapping[str, str], str], str]:
    """Return a function that returns a text of the document in the words of docstrings.

    Its arguments are the names that mean something else where the text stands, and the text.

    Args:
        names: The API's names of fields and parameters, and those in Python.
    """
    # A name such as `from` is a word as well.
    words = [*(wire for wire in names if re.search("[A-Z-]", wire)), *_WORDS]
    choices = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/-])(?:{choices})(?![\w/-])")

    def translate(own: Mapping[str, str], text: str) -> str:
        return pattern.sub(lambda one: _WORDS.get(one[0]) or own.get(one[0]) or names[one[0]], text)

    return translate


def field_doc(
    schema: JsonObject,
    *,
    secret: bool,
    wire_format: str | None = None,
    meaning: str | None = None,
    is_request: bool = False,
    is_clearable: bool = False,
) -> str:
    """Document a field or a parameter.

    Args:
        schema: The schema, with the parameter's own texts.
        secret: If true, the value is a secret, and its example is omitted.
        wire_format: The format on the wire, if it is not that of the Python type.
        meaning: A description of the pattern, if one is validated.
        is_request: If true, it is an argument.
        is_clearable: If true, None is not the same as to leave it out.
    """
    limits = [_limit_doc(schema, suffix, unit) for suffix, unit in _UNITS.items()]
    values, default = schema.get("x-known-values", []), schema.get("default")
    parts = [
        schema.get("description", ""),
        _PYTHON_VALUES[wire_format][0 if is_request else 1] if wire_format else "",
        "None sends null" if is_clearable else "",
        *(limits if "enum" not in schema else []),
        f"Must be {meaning}" if meaning else "",
        f"Values seen so far: {', '.join(map(_shown, values))}" if values else "",
        "" if default is None else f"Server default: {_shown(default)}",
        # An example shows the wire format, not the Python value.
        "" if secret or wire_format else _example_doc(schema),
        "Inferred: on none of the API's own pages" if schema.get("x-inferred") else "",
        "Deprecated by the API" if schema.get("deprecated") else "",
    ]
    return " ".join(sentence(part) for part in parts if part)


def _limit_doc(schema: JsonObject, suffix: str, unit: str) -> str:
    low, high = schema.get(f"min{suffix}"), schema.get(f"max{suffix}")
    if low is not None and high is not None:
        return f"{low} to {_quantity(high, unit)}"
    if low is not None:
        return f"At least {_quantity(low, unit)}"
    return "" if high is None else f"At most {_quantity(high, unit)}"


def _quantity(number: float, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}" if unit else str(number)


def _example_doc(schema: JsonObject) -> str:
    example = schema.get("example")
    text = "" if example is None or isinstance(example, bool) else _shown(example)
    return f"Example: {text}" if 0 < len(text) <= _MAX_EXAMPLE else ""


def _shown(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def operation_doc(operation: JsonObject) -> str:
    """Document an operation, and how far its vendor has published it."""
    source = operation.get("externalDocs", {}).get("url", "")
    parts = [
        operation.get("description", "").strip(),
        sentence(_CONFIDENCE.get(operation.get("x-confidence", ""), "")),
        f"See {source}" if source else "",
    ]
    return "\n\n".join(part for part in parts if part)


def response_doc(status: str, response: JsonObject, schema: JsonObject) -> str:
    """Document a success response."""
    text = f"{status}: {sentence(response['description'])}"
    if schema.get("x-unknown"):
        is_described = bool(schema.get("properties"))
        content = "its fields are inferred" if is_described else "free form"
        return f"{text} Response not published: {content}."
    return f"{text} The status is inferred." if response.get("x-inferred") else text
