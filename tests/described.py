"""The operations of openapi.json as tests see them: read anew, without the code under test."""

import importlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen
from ruamel.yaml import YAML

from jetemail_api_client import UNSET, models

ROOT = Path(__file__).parent.parent
DESCRIPTION: dict[str, Any] = json.loads((ROOT / "openapi.json").read_bytes())
NAMES: dict[str, Any] = YAML(typ="safe", pure=True).load(ROOT / "codegen/operations.yaml")

JSON = "application/json"
CSV = "text/csv"
# A value for a string of which the description gives no example, by its pattern or its format.
_UUID = "b814c25d-b18c-4044-ae31-49e22ce908b5"
_TEXTS = {"uuid": _UUID, "email": "jane@example.com", "date-time": "2026-04-23T08:46:13.950Z"}
# From the form that a value has on the wire to what a caller gives.
_GIVEN: dict[str, Callable[[Any], Any]] = {
    "flag": bool,
    "unix_seconds": lambda wire: datetime.fromtimestamp(wire, UTC),
    "iso_8601": datetime.fromisoformat,
    "comma_list": lambda wire: wire.split(","),
}


# A value for a field that is written in a form.
_FORMED = {
    "flag": 1,
    "unix_seconds": 1736524800,
    "unix_milliseconds": 1776972847891,
    "iso_8601": "2026-05-15T10:00:00Z",
    "json_list": '["example.com"]',
    "comma_list": "example.com,example.org",
}


def example(schema: dict[str, Any], forms: dict[str, str]) -> Any:
    """A value that fits a schema: its example, or the plainest one.

    Args:
        schema: Of the description.
        forms: How fields inside it are written, by name.
    """
    if schema.get("example") is not None:
        return schema["example"]
    union = schema.get("oneOf", schema.get("anyOf"))
    if union and "type" not in schema:
        return example(union[-1], forms)
    kind = schema.get("type", "string")
    if kind == "object":
        return _object(schema, forms)
    if kind == "array":
        return [example(schema["items"], forms)]
    return schema["enum"][0] if "enum" in schema else _SCALARS[kind](schema)


def _object(schema: dict[str, Any], forms: dict[str, str]) -> dict[str, Any]:
    """All fields; a form's own value where a field has no example."""
    fields = schema.get("properties", {}).items()
    return {name: field(name, inner, forms) for name, inner in fields} or {"any": "thing"}


def field(name: str, schema: dict[str, Any], forms: dict[str, str]) -> Any:
    """A value for a field or a parameter."""
    is_formed = name in forms and schema.get("example") is None
    return _FORMED[forms[name]] if is_formed else example(schema, forms)


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
        """What operations.yaml says of it."""
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
        """The kind of key that it is called with."""
        security = self.operation.get("security", DESCRIPTION["security"])
        kinds = {"apiKeyAuth": "account", "transactionalKeyAuth": "transactional"}
        return kinds[next(iter(security[0]))] if security else None

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.operation.get("requestBody", {}).get("content", {})
        return content

    @property
    def body(self) -> dict[str, Any] | None:
        """The schema of its JSON body."""
        return self.content[JSON]["schema"] if JSON in self.content else None

    def parameters(self, place: str) -> list[dict[str, Any]]:
        left_out = self.entry.get("left_out", {}).get(place, [])
        every = self.operation.get("parameters", [])
        return [one for one in every if one["in"] == place and one["name"] not in left_out]

    def successes(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for status, answer in self.operation["responses"].items():
            if status.startswith("2"):
                yield int(status), answer

    def answers(self) -> Iterator[tuple[int, str, Any]]:
        """An answer for each success: status, media type and content."""
        for status, answer in self.successes():
            for media, holder in answer.get("content", {JSON: {"schema": {}}}).items():
                schema = holder["schema"]
                free = not schema.get("properties") and media == JSON
                forms = self.entry.get("received", {})
                yield status, media, {"rows": [{"any": 1}]} if free else example(schema, forms)

    def value(self, name: str, schema: dict[str, Any]) -> Any:
        """What is on the wire for a field of the body or a parameter."""
        return field(name, schema, self.entry.get("sent", {}))

    def given(self, name: str, wire: Any) -> Any:
        """What a caller gives for a parameter that is to be on the wire like this."""
        form = self.entry.get("sent", {}).get(name)
        return _GIVEN[form](wire) if form else wire


def python_name(wire: str) -> str:
    """A parameter's name in Python, written down where it is not obvious."""
    known = {"ruleUuid": "rule_uuid", "from": "from_", "headerFrom": "header_from"}
    return known.get(wire, wire.lower().replace("-", "_"))


def body_model(described: Described) -> Any:
    """The class of a JSON body."""
    annotation = described.module.request.__annotations__["body"]
    return getattr(models, annotation.split(" | ")[0])


def arguments_of(body: Any) -> dict[str, Any]:
    """The fields of a model as keyword arguments; what was not given is left out."""
    fields = (field.name for field in attrs.fields(type(body)) if field.init)
    values = {name: getattr(body, name) for name in fields if name != "additional_properties"}
    return {name: value for name, value in values.items() if value is not UNSET}


OPERATIONS = [
    Described(f"{method.upper()} {path}", operation)
    for path, item in DESCRIPTION["paths"].items()
    for method, operation in item.items()
]
