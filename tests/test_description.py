"""The description as oracle: what is sent is what openapi.json says, for every operation."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from openapi_spec_validator import validate
from ruamel.yaml import YAML

from .conftest import KEY, Flavour
from .raw_server import answer_json, playing

ROOT = Path(__file__).parent.parent
DESCRIPTION: dict[str, Any] = json.loads((ROOT / "openapi.json").read_bytes())
NAMES: dict[str, Any] = YAML(typ="safe", pure=True).load(ROOT / "codegen/operations.yaml")


@frozen
class Described:
    """One operation of the description."""

    where: str
    operation: dict[str, Any]

    @property
    def name(self) -> str:
        return str(NAMES["operations"][self.where]["name"])

    @property
    def body(self) -> dict[str, Any]:
        schema: dict[str, Any] = self.content(self.operation["requestBody"])["schema"]
        return schema

    def content(self, node: dict[str, Any]) -> dict[str, Any]:
        content: dict[str, Any] = node["content"]["application/json"]
        return content

    def an_answer(self) -> Any:
        """The first example of the first success."""
        response = next(r for s, r in self.operation["responses"].items() if s.startswith("2"))
        return next(iter(self.content(response)["examples"].values()))["value"]


def argument(name: str) -> str:
    """A field of the API as a Python argument."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def example(schema: dict[str, Any]) -> Any:
    """A value that the description gives: its example, else its default."""
    return schema["example"] if "example" in schema else schema["default"]


OPERATIONS = [
    Described(f"{method.upper()} {path}", operation)
    for path, item in DESCRIPTION["paths"].items()
    for method, operation in item.items()
]
each_operation = pytest.mark.parametrize("described", OPERATIONS, ids=lambda one: one.name)


def test_description_is_valid() -> None:
    """An independent validator finds nothing wrong."""
    validate(DESCRIPTION)


def test_every_operation_is_named() -> None:
    """There are as many names as operations."""
    assert {one.where for one in OPERATIONS} == set(NAMES["operations"])


def test_the_operation_of_the_seed() -> None:
    """The facts of POST /outbound/smarthost stand as the vendor published them."""
    (described,) = OPERATIONS
    limits = {
        name: {
            key: value
            for key, value in schema.items()
            if key not in {"description", "example", "items", "pattern"}
        }
        for name, schema in described.body["properties"].items()
    }

    assert "POST /outbound/smarthost" == described.where
    assert ["username"] == described.body["required"]
    assert {
        "username": {"type": "string", "minLength": 1, "maxLength": 64},
        "password": {"type": "string", "minLength": 8, "maxLength": 72},
        "allowAnyDomain": {"type": "boolean", "default": False},
        "allowAllDomains": {"type": "boolean", "default": False},
        "approvedDomains": {"type": "array", "default": [], "maxItems": 50},
        "quota": {"type": "number", "default": 0, "minimum": 0},
        "ipRestrictions": {"type": "array", "default": [], "maxItems": 50},
    } == limits
    assert ["200", "400", "401", "403", "409", "500"] == list(described.operation["responses"])
    assert [{"apiKeyAuth": []}] == DESCRIPTION["security"]


@each_operation
async def test_request_as_sent(described: Described, flavour: Flavour) -> None:
    """Method, path, headers and body go out as described, with every field given."""
    fields = {name: example(schema) for name, schema in described.body["properties"].items()}
    arguments = {argument(name): value for name, value in fields.items()}
    with playing(answer_json(200, described.an_answer())) as server:
        await flavour.create(server.base_url, arguments)
        (head,), (body,) = server.heads(), server.bodies
        host = server.base_url.removeprefix("http://")

    assert f"{described.where} HTTP/1.1" == head[""]
    assert fields == json.loads(body)
    assert {
        "": head[""],
        "host": host,
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "authorization": f"Bearer {KEY}",
        "content-type": "application/json",
        "content-length": str(len(body)),
        "user-agent": "jetemail-api-client/0.1.0",
    } == head


@each_operation
async def test_no_default_is_sent(described: Described, flavour: Flavour) -> None:
    """Only what the caller gave goes out: no default of the description."""
    required = {name: described.body["properties"][name] for name in described.body["required"]}
    fields = {name: example(schema) for name, schema in required.items()}
    arguments = {argument(name): value for name, value in fields.items()}
    with playing(answer_json(200, described.an_answer())) as server:
        await flavour.create(server.base_url, arguments)

        assert [fields] == [json.loads(body) for body in server.bodies]
