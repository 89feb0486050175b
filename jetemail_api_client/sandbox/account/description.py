"""The description of the API, and the validation of requests against it."""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from attrs import field, frozen
from jsonschema import (  # type: ignore[import-untyped]  # Its stubs are a package of their own.
    Draft4Validator,
    FormatChecker,
    ValidationError,
)

from ..addresses import address_in
from ..replies import Fields, Refusal

# Beyond it, other languages read another number.
_MAX_INTEGER = 2**63
_MAX_DEPTH = 100
MAX_VALUES = 50_000
"""Values of a JSON body, which take time and memory beyond their bytes."""
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
SURROGATE = re.compile("[\ud800-\udfff]")

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")

# The published texts, where they are not the general one.
_REQUIRED = {
    ("smtp_users.create", "username"): "SMTP username is required",
    ("smtp_users.delete", "username"): "Username is required",
}
_TYPES = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_FORMATS = {
    "byte": "base64",
    "email": "an e-mail address",
    "uri": "an http or https URL",
    "uuid": "a UUID",
}
_UNITS = {"str": "characters", "list": "items", "dict": "fields"}


def _is_email(value: str) -> bool:
    return address_in(value) is not None


def _is_uuid(value: str) -> bool:
    return _UUID.fullmatch(value) is not None


def _is_base64(value: str) -> bool:
    b64decode(value, validate=True)
    return True


def _is_url(value: str) -> bool:
    url = urlsplit(value)
    return url.scheme in {"http", "https"} and bool(url.hostname) and value.isprintable()


def _format_checker() -> Any:
    checks = {"byte": _is_base64, "email": _is_email, "uri": _is_url, "uuid": _is_uuid}
    checker = FormatChecker(())
    for name, check in checks.items():
        # Formats are those of strings: other values are the matter of `type`.
        checker.checks(name, raises=ValueError)(
            lambda value, check=check: not isinstance(value, str) or check(value)
        )
    return checker


@frozen(kw_only=True)
class Operation:
    """An operation of the API, as described."""

    name: str
    """The public name, such as `smtp_users.create`."""
    method: str
    path: str
    """With parameters in braces."""
    key: str | None
    """The kind of key that it needs: account or transactional; None without a key."""
    parameters: list[Fields] = field(repr=False)
    responses: dict[str, bool] = field(repr=False)
    """Whether the body is published, by status or `default`."""
    media_type: str | None = None
    body: Any = field(default=None, repr=False)
    """The schema of the body."""

    def unpublished(self, status: int) -> str | None:
        """Return which part of a response is not published: its status or its body."""
        published = self.responses.get(str(status), self.responses.get("default"))
        return "status" if published is None else None if published else "response"

    def check_parameters(
        self, received: Mapping[str, Mapping[str, list[str]]]
    ) -> dict[str, Fields]:
        """Return the parameters by place and name, converted and with defaults.

        Args:
            received: The values of parameters by place (path, query or header) and name.

        Raises:
            Refusal: A parameter is missing, is given twice, or is not as described.
        """
        checked: dict[str, Fields] = {"path": {}, "query": {}, "header": {}}
        for one in self.parameters:
            place, name = one["in"], one["name"]
            values = received[place].get(name, [])
            if len(values) > 1:
                raise Refusal(400, f"{name} is given more than once")
            if values:
                checked[place][name] = self._parameter(one, values[0])
            elif one.get("required"):
                raise Refusal(400, f"{name} is required")
            elif "default" in one["schema"]:
                checked[place][name] = one["schema"]["default"]
        return checked

    def _parameter(self, one: Fields, text: str) -> Any:
        schema, value = one["schema"], _converted(text, one["schema"]["type"])
        for error in _validator(json.dumps(schema)).iter_errors(value):
            raise Refusal(400, f"{one['name']} {_reason(error)}")
        return value

    def check_body(self, body: Any) -> Any:
        """Return a parsed body as described.

        The messages of a batch are accepted one by one: a message that is not as described is
        replaced by its `Refusal`.

        Raises:
            Refusal: The body is not as described.
        """
        if self.name != "email.send_batch":
            self._check(self.body, body)
            return body
        items = self.body["properties"]["emails"]
        self._check(
            self.body | {"properties": {"emails": items | {"items": {"type": "object"}}}}, body
        )
        emails = [
            self._item(items["items"], f"emails[{index}]", item)
            for index, item in enumerate(body["emails"])
        ]
        return {"emails": emails}

    def _item(self, schema: Any, place: str, item: Any) -> Any:
        try:
            self._check(schema, item, place)
        except Refusal as refusal:
            return refusal
        return item

    def _check(self, schema: Any, value: Any, place: str = "") -> None:
        # The first error in the order of the description: nothing is lost by stopping there.
        for error in _validator(json.dumps(schema)).iter_errors(value):
            raise Refusal(400, self._text(_deepest(error), place))

    def _text(self, error: ValidationError, place: str) -> str:
        name = _name(error, place)
        if error.validator == "required":
            missing = error.message.split("'")[1]
            text = _REQUIRED.get((self.name, missing))
            return text or f"{f'{name}.' if name else ''}{missing} is required"
        return f"{name or 'The body'} {_reason(error)}"


@cache
def description() -> dict[str, Operation]:
    """Return the operations by "METHOD path", in the order of the document."""
    text = files("jetemail_api_client").joinpath("_generated/sandbox.json").read_text("utf-8")
    operations: dict[str, Operation] = {}
    for where, one in json.loads(text).items():
        method, _, path = where.partition(" ")
        body = one.pop("body", None)
        schema = {"media_type": body["media_type"], "body": body["schema"]} if body else {}
        operations[where] = Operation(method=method, path=path, **schema, **one)
    for where, operation in operations.items():
        if operation.name.endswith("list.update"):
            # Of conditions in updates only the kinds are published: taken to be those of creates.
            created = operations[f"POST {where.removeprefix('PATCH ').removesuffix('/{uuid}')}"]
            properties = operation.body["properties"]
            for kind in properties.keys() - {"name", "description", "enabled"}:
                properties[kind] = created.body["properties"][kind]
    return operations


def parse_json(body: bytes, max_values: int = MAX_VALUES) -> Any:
    """Parse a JSON body strictly.

    Args:
        body: The body.
        max_values: How many values it may have, about.

    Raises:
        Refusal: It is no JSON, or has what readers disagree on: a name twice, numbers out of
            range, or text that is not Unicode.
    """
    if _values(body) > max_values and _values(_STRING.sub(b"", body)) > max_values:
        raise Refusal(413, f"The body has more than {max_values:,} values")
    try:
        value = json.loads(
            body.decode(),
            object_pairs_hook=_unique,
            parse_constant=int,
            parse_float=_float,
            parse_int=_int,
        )
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not JSON") from None
    _check_text(value)
    return value


def _values(body: bytes) -> int:
    """Return how many values a JSON text has at most, about."""
    return sum(map(body.count, (b",", b"[", b"{")))


def _check_text(value: Any, depth: int = 0) -> None:
    """Refuse what could not be sent back: deep nesting, and halves of surrogate pairs."""
    if depth > _MAX_DEPTH:
        raise Refusal(400, f"The body is nested more than {_MAX_DEPTH} levels deep")
    if isinstance(value, str) and not value.isascii() and SURROGATE.search(value):
        raise Refusal(400, "The body has text that is not Unicode")
    if isinstance(value, dict):
        _check_text(list(value), depth)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            _check_text(one, depth + 1)


def _unique(pairs: list[tuple[str, Any]]) -> Fields:
    fields: Fields = {}
    for name, value in pairs:
        if name in fields:
            raise Refusal(400, f"The body has the field {name!a} twice")
        fields[name] = value
    return fields


def _float(text: str) -> float:
    value = float(text)
    if abs(value) > _MAX_INTEGER:
        raise Refusal(400, f"The body has the number {text[:40]}, which is out of range")
    return value


def _int(text: str) -> int:
    if len(text) > 20 or abs(int(text)) >= _MAX_INTEGER:
        raise Refusal(400, f"The body has the number {text[:40]}, which is out of range")
    return int(text)


@cache
def _validator(schema: str) -> Any:
    """Return the validator of a schema, which is JSON so that it can be a key."""
    # 1.0 is not an integer to most servers: as in draft 4, the basis of OpenAPI 3.0.
    return Draft4Validator(json.loads(schema), format_checker=_format_checker())


def _converted(text: str, kind: str) -> Any:
    """Return the value of a parameter; the text if it is none, which the schema rejects."""
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and _NUMBER.fullmatch(text):
        return float(text)
    return text


def _deepest(error: ValidationError) -> ValidationError:
    """Return the error of the alternative that the value was meant for, if there is one."""
    for one in error.context:
        # Of another alternative, the value itself is of another type, or lacks a field.
        if one.relative_path or one.validator not in {"type", "required"}:
            return _deepest(one)
    return error


def _name(error: ValidationError, place: str) -> str:
    """Return the place of an error, such as `attachments[0].data`."""
    name = place
    for part in error.absolute_path:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name


# Any, in what follows: attributes of its errors have no types that can be used.
def _reason(error: Any) -> str:
    keyword, value, schema = str(error.validator), error.validator_value, error.schema
    unit = _UNITS.get(type(error.instance).__name__, "")
    match keyword:
        case "type":
            kinds = value if isinstance(value, list) else [value]
            return f"must be {' or '.join(_TYPES[kind] for kind in kinds)}"
        case "minLength" | "minItems" | "minProperties":
            return f"must have at least {value} {unit if value > 1 else unit.removesuffix('s')}"
        case "maxLength" | "maxItems":
            return f"must have at most {value} {unit}"
        case "minimum" | "maximum":
            return f"must be at {'least' if keyword == 'minimum' else 'most'} {value}"
        case "enum":
            return f"must be one of {', '.join(map(str, value))}"
        case "format":
            return f"must be {_FORMATS[value]}"
        case "pattern":
            return f"must be {schema['x-meaning']}"
        case _:
            return _alternatives(value, has_none=bool(error.context))


def _alternatives(schemas: list[Any], *, has_none: bool) -> str:
    """Say what anyOf or oneOf demand: fields, or types."""
    if all("required" in one for one in schemas):
        names = [one["required"][0] for one in schemas]
        return f"must have {' or '.join(names)}" if has_none else f"must have one of {names}"
    return f"must be {' or '.join(_TYPES[one['type']] for one in schemas)}"
