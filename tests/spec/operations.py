"""The operations of openapi.json: read by the pipeline's code, but their values are made here."""

import importlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from codegen.corrections import load_corrected
from codegen.overrides import load_overrides
from codegen.spec import JSON, operations_of, security_of
from jetemail_api_client import UNSET, models

ROOT = Path(__file__).parents[2]
# In its one form, so that the tests pass whichever way the vendor writes it.
DESCRIPTION = load_corrected(ROOT)
NAMES = load_overrides(ROOT / "codegen/operations.yaml")

# Values for strings without an example in the description, by pattern or format.
_UUID = "b814c25d-b18c-4044-ae31-49e22ce908b5"
_TEXTS = {"uuid": _UUID, "email": "jane@example.com", "date-time": "2026-04-23T08:46:13.950Z"}
# Decoders from wire formats to the arguments that a caller passes.
_DECODERS: dict[str, Callable[[Any], Any]] = {
    "flag": bool,
    "unix_seconds": lambda wire: datetime.fromtimestamp(wire, UTC),
    "iso_8601": datetime.fromisoformat,
    "comma_list": lambda wire: wire.split(","),
}


# Values for fields without an example, by wire format.
_FORMATTED = {
    "flag": 1,
    "unix_seconds": 1736524800,
    "unix_milliseconds": 1776972847891,
    "iso_8601": "2026-05-15T10:00:00Z",
    "json_list": '["example.com"]',
    "comma_list": "example.com,example.org",
}


def example(schema: dict[str, Any], wire_formats: dict[str, str]) -> Any:
    """Return a value that matches a schema: its example, or the simplest one.

    Args:
        schema: A schema of the description.
        wire_formats: The wire formats of its fields, by name.
    """
    if schema.get("example") is not None:
        return schema["example"]
    if "type" not in schema and "oneOf" in schema:
        return example(schema["oneOf"][-1], wire_formats)
    kind = schema.get("type", "string")
    if kind == "object":
        return _object(schema, wire_formats)
    if kind == "array":
        return [example(schema["items"], wire_formats)]
    return schema["enum"][0] if "enum" in schema else _SCALARS[kind](schema)


def _object(schema: dict[str, Any], wire_formats: dict[str, str]) -> dict[str, Any]:
    """Return an object with all its fields."""
    if list(schema.get("properties", {})) == ["filename", "data"]:
        return {"filename": "some-text", "data": "c29tZS10ZXh0"}
    fields = schema.get("properties", {}).items()
    return {name: field(name, inner, wire_formats) for name, inner in fields} or {"any": "thing"}


def field(name: str, schema: dict[str, Any], wire_formats: dict[str, str]) -> Any:
    """Return the value of a field or a parameter on the wire."""
    is_formatted = name in wire_formats and schema.get("example") is None
    return _FORMATTED[wire_formats[name]] if is_formatted else example(schema, wire_formats)


def _text(schema: dict[str, Any]) -> str:
    if "-4[0-9a-f]{3}-" in schema.get("pattern", ""):
        return _UUID
    if "[a-zA-Z]{2,}$" in schema.get("pattern", ""):
        return "example.com"
    return _TEXTS.get(schema.get("format", ""), "some-text")


_SCALARS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "string": _text,
    "integer": lambda schema: schema.get("minimum", 1),
    "number": lambda schema: schema.get("minimum", 1.5),
    "boolean": lambda schema: schema.get("default", True),
}


@frozen
class Described:
    """One operation of the description."""

    where: str
    operation: dict[str, Any]

    @property
    def entry(self) -> dict[str, Any]:
        """Its entry in operations.yaml."""
        entry: dict[str, Any] = NAMES["operations"][self.where]
        return entry

    @property
    def name(self) -> str:
        return str(self.entry["name"])

    @property
    def module(self) -> Any:
        """The generated module."""
        resource, verb = self.name.split(".")
        verb = {"list": "list_"}.get(verb, verb)
        return importlib.import_module(f"jetemail_api_client._generated.api.{resource}.{verb}")

    @property
    def key(self) -> str | None:
        """The kind of API key that it requires."""
        security = security_of(self.operation, DESCRIPTION)
        return NAMES["keys"][next(iter(security[0]))] if security else None

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.operation.get("requestBody", {}).get("content", {})
        return content

    @property
    def body(self) -> dict[str, Any] | None:
        """The schema of its JSON body."""
        return self.content[JSON]["schema"] if JSON in self.content else None

    def parameters(self, place: str) -> list[dict[str, Any]]:
        omitted = self.entry.get("left_out", {}).get(place, [])
        parameters = self.operation.get("parameters", [])
        return [one for one in parameters if one["in"] == place and one["name"] not in omitted]

    def successes(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for status, response in self.operation["responses"].items():
            if status.startswith("2"):
                yield int(status), response

    def responses(self) -> Iterator[tuple[int, str, Any]]:
        """Yield a response for each 2xx status: status, media type and content."""
        for status, response in self.successes():
            for media, holder in response.get("content", {JSON: {"schema": {}}}).items():
                schema = holder["schema"]
                any_json = not schema.get("properties") and media == JSON
                wire_formats = self.entry.get("received", {})
                yield (
                    status,
                    media,
                    {"rows": [{"any": 1}]} if any_json else example(schema, wire_formats),
                )

    def value(self, name: str, schema: dict[str, Any]) -> Any:
        """Return the value of a body field or a parameter on the wire."""
        return field(name, schema, self.entry.get("sent", {}))

    def argument(self, name: str, wire: Any) -> Any:
        """Return the argument of a method for a parameter that has this value on the wire."""
        wire_format = self.entry.get("sent", {}).get(name)
        return _DECODERS[wire_format](wire) if wire_format else wire


def python_name(wire: str) -> str:
    """Return the Python name of a parameter; irregular names are listed by hand."""
    known = {"ruleUuid": "rule_uuid", "from": "from_", "headerFrom": "header_from"}
    return known.get(wire, wire.lower().replace("-", "_"))


def body_model(described: Described) -> Any:
    """Return the model of a JSON body."""
    annotation = described.module.request.__annotations__["body"]
    return getattr(models, annotation.split(" | ")[0])


def arguments_of(body: Any) -> dict[str, Any]:
    """Return the fields of a model as keyword arguments, without `UNSET`."""
    fields = (field.name for field in attrs.fields(type(body)) if field.init)
    values = {name: getattr(body, name) for name in fields if name != "additional_properties"}
    return {name: value for name, value in values.items() if value is not UNSET}


OPERATIONS = [Described(where, operation) for where, operation in operations_of(DESCRIPTION)]
