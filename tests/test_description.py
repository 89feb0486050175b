"""The description as oracle: what is sent is what openapi.json says, for every operation."""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote

import attrs
import pytest
from openapi_spec_validator import validate

from jetemail_api_client import AsyncJetEmail, JetEmail

from .described import (
    CSV,
    DESCRIPTION,
    JSON,
    NAMES,
    OPERATIONS,
    Described,
    arguments_of,
    body_model,
    python_name,
)
from .raw_server import RawServer, answer, playing

KEYS = {"account": "api_planted_5f1c", "transactional": "transactional_planted_77aa"}
TABLE = "target_value\r\nuser@example.com\r\n"

each_operation = pytest.mark.parametrize("described", OPERATIONS, ids=lambda one: one.name)
each_flavour = pytest.mark.parametrize("is_async", [True, False], ids=["async", "sync"])


def test_description_is_valid() -> None:
    """An independent validator finds nothing wrong."""
    validate(DESCRIPTION)


def test_every_operation_is_named() -> None:
    """There are 68 operations, and as many names."""
    assert {one.where for one in OPERATIONS} == set(NAMES["operations"])
    assert 68 == len({one.name for one in OPERATIONS})


def test_the_operation_of_the_seed() -> None:
    """The facts of POST /outbound/smarthost stand as the vendor published them."""
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
    assert ["200", "400", "401", "403", "409", "500"] == list(described.operation["responses"])
    assert [{"apiKeyAuth": []}] == DESCRIPTION["security"]


class Wire:
    """What a call should put on the wire, and the arguments that it is made with."""

    def __init__(self, described: Described, *, every: bool) -> None:
        self.described = described
        self.arguments: dict[str, Any] = {}
        self.method, self.path = described.where.split(" ")
        for one in described.parameters("path"):
            value = self._take(one)
            self.path = self.path.replace(f"{{{one['name']}}}", quote(str(value), safe=""))
        self.query = self._parameters("query", every=every)
        self.headers = {
            name.lower(): value for name, value in self._parameters("header", every=every)
        }
        self.body = self._body(every=every) if described.body else None
        if CSV in described.content:
            self.arguments["csv"] = TABLE

    def _take(self, parameter: dict[str, Any]) -> Any:
        wire = self.described.value(parameter["name"], parameter["schema"])
        given = self.described.given(parameter["name"], wire)
        self.arguments[python_name(parameter["name"])] = given
        return wire

    def _parameters(self, place: str, *, every: bool) -> list[tuple[str, str]]:
        one_of = [name for group in self.described.entry.get("exactly_one", []) for name in group]
        needed = {group[0] for group in self.described.entry.get("at_least_one", [])}
        return [
            (one["name"], str(self._take(one)))
            for one in self.described.parameters(place)
            if one["name"] in one_of[:1]
            or (one["name"] not in one_of and (every or one.get("required")))
            or one["name"] in needed
        ]

    def _body(self, *, every: bool) -> dict[str, Any]:
        schema = self.described.body or {}
        aliases = self.described.entry.get("aliases", {})
        needed = {*schema.get("required", []), *_chosen(schema)}
        if schema.get("minProperties"):
            needed.add(next(iter(schema["properties"])))
        wire = {
            name: self.described.value(name, inner)
            for name, inner in schema["properties"].items()
            if name not in aliases and (every or name in needed)
        }
        self.arguments |= arguments_of(body_model(self.described).from_dict(wire))
        return wire


def _chosen(schema: dict[str, Any]) -> list[str]:
    """A field of each group of which one is to be given."""
    return [branch["required"][0] for branch in schema.get("anyOf", [])[:1]]


async def call(described: Described, server: RawServer, arguments: Any, *, is_async: bool) -> Any:
    """Make a call by its public name."""
    resource, verb = described.name.split(".")
    keys = (KEYS["account"], KEYS["transactional"])
    if is_async:
        async with AsyncJetEmail(*keys, base_url=server.base_url) as client:
            return await getattr(getattr(client, resource), verb)(**arguments)
    with JetEmail(*keys, base_url=server.base_url) as sync:
        return await asyncio.to_thread(getattr(getattr(sync, resource), verb), **arguments)


def check_head(wire: Wire, head: dict[str, str]) -> None:
    """The first line and the headers of a request are as they should be."""
    key = wire.described.key
    target = re.fullmatch(r"(\w+) ([^ ?]+)(?:\?([^ ]*))? HTTP/1\.1", head[""])
    assert target

    assert (wire.method, wire.path) == target.group(1, 2)
    assert wire.query == parse_qsl(target[3] or "", keep_blank_values=True)
    assert (f"Bearer {KEYS[key]}" if key else None) == head.get("authorization")
    assert wire.headers.items() <= head.items()
    assert next(iter(wire.described.content), None) == head.get("content-type")
    assert (not wire.described.content) or head["content-length"] != "0"


@each_flavour
@each_operation
async def test_request_as_sent(described: Described, is_async: bool) -> None:
    """Method, path, query, headers and body go out as described, with everything given."""
    status, media, content = next(described.answers())
    wire = Wire(described, every=True)
    with playing(answer(status, encoded(content, media), f"Content-Type: {media}\r\n")) as server:
        await call(described, server, wire.arguments, is_async=is_async)
        (head,), (body,) = server.heads(), server.bodies

    check_head(wire, head)
    assert wire.body == (json.loads(body) if wire.body is not None else None)
    assert (TABLE if CSV in described.content else "") == ("" if wire.body else body.decode())


@each_flavour
@each_operation
async def test_no_default_is_sent(described: Described, is_async: bool) -> None:
    """Only what the caller gave goes out: no default of the description."""
    status, media, content = next(described.answers())
    wire = Wire(described, every=False)
    with playing(answer(status, encoded(content, media), f"Content-Type: {media}\r\n")) as server:
        await call(described, server, wire.arguments, is_async=is_async)
        (head,), (body,) = server.heads(), server.bodies

    check_head(wire, head)
    sent = json.loads(body) if wire.body else {}
    assert (wire.body or {}) == {name: sent[name] for name in sent if name not in MADE}


# What a client makes where a caller gives none, so that it cannot be lost.
MADE = {"password"}


def encoded(content: Any, media: str) -> bytes:
    """The bytes of an answer."""
    return content.encode() if media == CSV else json.dumps(content).encode()


@each_operation
async def test_answer_as_described(described: Described) -> None:
    """Each success is read, and gives back what came."""
    for status, media, content in described.answers():
        act = answer(status, encoded(content, media), f"Content-Type: {media}\r\n")
        with playing(act) as server:
            arguments = Wire(described, every=False).arguments
            result = await call(described, server, arguments, is_async=True)

        result = getattr(result, "answer", result)
        assert [] == list(undescribed(result))
        assert content == (result.to_dict() if hasattr(result, "to_dict") else result)


def undescribed(value: Any) -> Iterator[str]:
    """The fields in a model, at any depth, that it does not know."""
    if isinstance(value, list):
        for inner in value:
            yield from undescribed(inner)
    elif attrs.has(type(value)):
        yield from value.additional_properties
        for field in attrs.fields(type(value)):
            yield from undescribed(getattr(value, field.name))


def examples_of(holder: dict[str, Any]) -> list[Any]:
    """The examples of a body or an answer as a whole."""
    media = holder.get("content", {}).get(JSON, {})
    named = [one["value"] for one in media.get("examples", {}).values()]
    single = [
        schema["example"] for schema in (media, media.get("schema", {})) if "example" in schema
    ]
    return named + single


@each_operation
def test_examples_come_back(described: Described) -> None:
    """Every example goes through its model and back unchanged."""
    for _, answer_ in described.successes():
        for one in examples_of(answer_):
            assert one == described.module.OPERATION.read(one).to_dict()
    for one in examples_of(described.operation.get("requestBody", {})):
        assert one == body_model(described).from_dict(one).to_dict()
