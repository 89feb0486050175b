"""Requests and responses of every operation, with openapi.json as oracle."""

import asyncio
import inspect
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote

import attrs
import pytest
from openapi_spec_validator import validate

from codegen.spec import CSV, JSON
from jetemail_api_client import UNSET, AsyncJetEmail, JetEmail
from jetemail_api_client.emails import Batch

from ..raw_server import RawServer, playing, respond
from .operations import (
    DESCRIPTION,
    NAMES,
    OPERATIONS,
    ROOT,
    Described,
    arguments_of,
    body_model,
    python_name,
)

KEYS = {"account": "api_planted_5f1c", "transactional": "transactional_planted_77aa"}
TABLE = "target_value\r\nuser@example.com\r\n"

each_operation = pytest.mark.parametrize("described", OPERATIONS, ids=lambda one: one.name)
each_flavour = pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])


def test_description_is_valid() -> None:
    """An independent validator reports no error in the description as received."""
    validate(json.loads((ROOT / "openapi.json").read_bytes()))


def test_operation_names() -> None:
    """Each operation has a name of its own."""
    assert {one.where for one in OPERATIONS} == set(NAMES["operations"])
    assert len(OPERATIONS) == len({one.name for one in OPERATIONS})


def test_description_of_smtp_users_create() -> None:
    """The description of POST /outbound/smarthost has the limits that the vendor published."""
    described = next(one for one in OPERATIONS if one.where == "POST /outbound/smarthost")
    assert described.body
    limits = {
        name: {
            key: value
            for key, value in schema.items()
            if key not in {"description", "example", "items", "pattern"}
        }
        for name, schema in described.body["properties"].items()
    }

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
    assert ["200", "400", "401", "403", "409", "500"] == sorted(described.operation["responses"])
    assert [{"apiKeyAuth": []}] == DESCRIPTION["security"]


class ExpectedRequest:
    """The request expected on the wire, and the arguments of the call that sends it."""

    def __init__(self, described: Described, *, with_optional: bool) -> None:
        self.described = described
        self.arguments: dict[str, Any] = {}
        self.method, self.path = described.where.split(" ")
        for one in described.parameters("path"):
            value = self._add(one)
            self.path = self.path.replace(f"{{{one['name']}}}", quote(str(value), safe=""))
        self.query = self._parameters("query", with_optional=with_optional)
        self.headers = {
            name.lower(): value
            for name, value in self._parameters("header", with_optional=with_optional)
        }
        self.body = self._body(with_optional=with_optional) if described.body else None
        if CSV in described.content:
            self.arguments["csv"] = TABLE

    def _add(self, parameter: dict[str, Any]) -> Any:
        wire = self.described.value(parameter["name"], parameter["schema"])
        argument = self.described.argument(parameter["name"], wire)
        self.arguments[python_name(parameter["name"])] = argument
        return wire

    def _parameters(self, place: str, *, with_optional: bool) -> list[tuple[str, str]]:
        one_of = [name for group in self.described.entry.get("exactly_one", []) for name in group]
        required = {group[0] for group in self.described.entry.get("at_least_one", [])}
        return [
            (one["name"], str(self._add(one)))
            for one in self.described.parameters(place)
            if one["name"] in one_of[:1]
            or (one["name"] not in one_of and (with_optional or one.get("required")))
            or one["name"] in required
        ]

    def _body(self, *, with_optional: bool) -> dict[str, Any]:
        schema = self.described.body or {}
        aliases = self.described.entry.get("aliases", {})
        required = {*schema.get("required", []), *_one_of_each_group(schema)}
        if schema.get("minProperties"):
            required.add(next(iter(schema["properties"])))
        wire = {
            name: self.described.value(name, inner)
            for name, inner in schema["properties"].items()
            if name not in aliases and (with_optional or name in required)
        }
        self.arguments |= arguments_of(body_model(self.described).from_dict(wire))
        return wire


def _one_of_each_group(schema: dict[str, Any]) -> list[str]:
    """Return a field of each group of which one is required."""
    return [branch["required"][0] for branch in schema.get("anyOf", [])[:1]]


async def call(described: Described, server: RawServer, arguments: Any, *, is_async: bool) -> Any:
    """Call an operation by its public name, and return the result."""
    resource, verb = described.name.split(".")
    keys = (KEYS["account"], KEYS["transactional"])
    if is_async:
        async with AsyncJetEmail(*keys, base_url=server.base_url) as client:
            return await getattr(getattr(client, resource), verb)(**arguments)
    with JetEmail(*keys, base_url=server.base_url) as sync:
        return await asyncio.to_thread(getattr(getattr(sync, resource), verb), **arguments)


def check_head(expected: ExpectedRequest, head: dict[str, str]) -> None:
    """Assert that the request line and the headers are the expected ones."""
    key = expected.described.key
    target = re.fullmatch(r"(\w+) ([^ ?]+)(?:\?([^ ]*))? HTTP/1\.1", head[""])
    assert target

    assert (expected.method, expected.path) == target.group(1, 2)
    assert expected.query == parse_qsl(target[3] or "", keep_blank_values=True)
    assert (f"Bearer {KEYS[key]}" if key else None) == head.get("authorization")
    assert expected.headers.items() <= head.items()
    assert next(iter(expected.described.content), None) == head.get("content-type")
    assert (not expected.described.content) or head["content-length"] != "0"


@each_flavour
@each_operation
async def test_request_with_every_argument(described: Described, is_async: bool) -> None:
    """Method, path, query, headers and body are sent as described."""
    status, media, content = next(described.responses())
    expected = ExpectedRequest(described, with_optional=True)
    with playing(respond(status, encoded(content, media), f"Content-Type: {media}\r\n")) as server:
        await call(described, server, expected.arguments, is_async=is_async)
        (head,), (body,) = server.heads(), server.bodies

    check_head(expected, head)
    assert expected.body == (json.loads(body) if expected.body is not None else None)
    assert (TABLE if CSV in described.content else "") == ("" if expected.body else body.decode())


@each_flavour
@each_operation
async def test_request_with_required_arguments(described: Described, is_async: bool) -> None:
    """Only the arguments of the caller are sent: no default of the description."""
    status, media, content = next(described.responses())
    expected = ExpectedRequest(described, with_optional=False)
    with playing(respond(status, encoded(content, media), f"Content-Type: {media}\r\n")) as server:
        await call(described, server, expected.arguments, is_async=is_async)
        (head,), (body,) = server.heads(), server.bodies

    check_head(expected, head)
    sent = json.loads(body) if expected.body else {}
    assert (expected.body or {}) == {name: sent[name] for name in sent if name not in GENERATED}


@each_flavour
@each_operation
async def test_none_is_not_passed(described: Described, is_async: bool) -> None:
    """None for an optional argument that cannot be cleared is the same as leaving it out."""
    status, media, content = next(described.responses())
    expected = ExpectedRequest(described, with_optional=False)
    nulls = dict.fromkeys(optional_arguments(described) - expected.arguments.keys())
    with playing(respond(status, encoded(content, media), f"Content-Type: {media}\r\n")) as server:
        await call(described, server, nulls | expected.arguments, is_async=is_async)
        (head,), (body,) = server.heads(), server.bodies

    check_head(expected, head)
    sent = json.loads(body) if expected.body else {}
    assert (expected.body or {}) == {name: sent[name] for name in sent if name not in GENERATED}


def optional_arguments(described: Described) -> set[str]:
    """Return the optional arguments of a method, without those that None clears."""
    schemas = (described.body or {}).get("properties", {})
    nullable = {python_name(name) for name, schema in schemas.items() if schema.get("nullable")}
    resource, verb = described.name.split(".")
    with JetEmail(*KEYS.values()) as client:
        parameters = inspect.signature(getattr(getattr(client, resource), verb)).parameters
    return {one.name for one in parameters.values() if one.default is UNSET} - nullable


@each_operation
def test_required_argument(described: Described) -> None:
    """None for a required argument is a TypeError that names the argument."""
    resource, verb = described.name.split(".")
    with JetEmail(*KEYS.values()) as client:
        method = getattr(getattr(client, resource), verb)
        given = ExpectedRequest(described, with_optional=False).arguments
        for one in inspect.signature(method).parameters.values():
            if one.default is inspect.Parameter.empty:
                with pytest.raises(TypeError, match=rf": {one.name}: expected .*, got None$"):
                    method(**given | {one.name: None})


# Fields that the client generates if the caller passes none.
GENERATED = {"password"}


def encoded(content: Any, media: str) -> bytes:
    """Return the body of a response."""
    return content.encode() if media == CSV else json.dumps(content).encode()


@each_operation
async def test_response_as_described(described: Described) -> None:
    """Each described response is parsed without an unknown field, and serialized unchanged."""
    for status, media, content in described.responses():
        act = respond(status, encoded(content, media), f"Content-Type: {media}\r\n")
        with playing(act) as server:
            arguments = ExpectedRequest(described, with_optional=False).arguments
            result = await call(described, server, arguments, is_async=True)

        result = result.response if isinstance(result, Batch) else result
        assert [] == list(unknown_fields(result))
        assert content == (result.to_dict() if hasattr(result, "to_dict") else result)


def unknown_fields(value: Any) -> Iterator[str]:
    """Yield the fields, at any depth, that the models do not describe."""
    if isinstance(value, list):
        for inner in value:
            yield from unknown_fields(inner)
    elif attrs.has(type(value)):
        yield from value.additional_properties
        for field in attrs.fields(type(value)):
            yield from unknown_fields(getattr(value, field.name))


def examples_of(holder: dict[str, Any]) -> list[Any]:
    """Return the examples of a complete request or response body."""
    media = holder.get("content", {}).get(JSON, {})
    schema = media.get("schema", {})
    return [*media.get("examples", []), *([schema["example"]] if "example" in schema else [])]


@each_operation
def test_round_trip_of_examples(described: Described) -> None:
    """Every example is parsed by its model, and serialized unchanged."""
    for _, response in described.successes():
        for one in examples_of(response):
            assert one == described.module.OPERATION.parse(one).to_dict()
    for one in examples_of(described.operation.get("requestBody", {})):
        assert one == body_model(described).from_dict(one).to_dict()
