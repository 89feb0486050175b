"""The methods of generated resources, sync and async."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]


async def test_body_of_a_call(caller: Caller) -> None:
    """The fields of a body are the arguments of a method; nested ones are models."""
    sender, models = caller.sender({"id": "1", "queued": True}), caller.wide.models
    child = models.ThingsCreateRequestChild(
        id=1, leaf=models.ThingsCreateRequestChildLeaf(name="n", size=0.5)
    )
    rows = (models.ThingsCreateRequestRowsItem(id="r"),)
    given = {"meta": {"b": [1]}, "states": ["on"], "self_": "s", "at0": "t"}

    response = await caller.call(
        sender, "things.create", text="a", child=child, rows=rows, idempotency_key="k", **given
    )

    assert json.loads(sender.requests[0].content) == {
        "text": "a",
        "child": {"id": 1, "leaf": {"name": "n", "size": 0.5}},
        "rows": [{"id": "r"}],
        "meta": {"b": [1]},
        "states": ["on"],
        "self": "s",
        "{at}{0}": "t",
    }
    assert sender.requests[0].headers == (("Idempotency-Key", "k"),)
    assert response == models.ThingsCreateResult(id="1", queued=True)


@pytest.mark.parametrize(
    ("given", "content"),
    [
        ({}, None),
        ({"label": "x"}, b'{"label":"x"}'),
        ({"active": False}, b'{"active":false}'),
    ],
)
async def test_optional_body(caller: Caller, given: dict[str, Any], content: bytes | None) -> None:
    """An optional body is sent only if it has fields."""
    sender = caller.sender()

    await caller.call(sender, "things.update", thing_id=7, **given)

    assert (sender.requests[0].path, sender.requests[0].content) == ("/things/7", content)


async def test_call_without_arguments(caller: Caller) -> None:
    """An operation may take nothing at all."""
    sender = caller.sender({"names": ["a"]})

    response = await caller.call(sender, "parts.list")

    assert response.names == ["a"]
    assert sender.requests[0].query == ()


async def test_delete_with_a_body(caller: Caller) -> None:
    """A DELETE sends its JSON body, too."""
    sender = caller.sender(None)

    response = await caller.call(sender, "boxes.delete", ids=["a", "b"])

    assert response is None
    assert sender.requests[0].content == b'{"ids":["a","b"]}'


async def test_csv_in(caller: Caller) -> None:
    """A table is sent as it is, beside a parameter that has its name."""
    sender = caller.sender({"imported": 1})

    response = await caller.call(sender, "parts.import_csv", csv="a,b\n", csv_="named")
    request = sender.requests[0]

    assert (request.content, request.content_type) == (b"a,b\n", "text/csv")
    assert request.query == (("csv", "named"),)
    assert response.imported == 1


async def test_csv_out(caller: Caller) -> None:
    """A table comes as text."""
    assert await caller.call(caller.sender("a,b\n"), "parts.export_csv") == "a,b\n"


@pytest.mark.parametrize("name", ["free.get", "free.delete"])
@pytest.mark.parametrize("response", [None, {"a": [1]}, [], "x", 0])
async def test_free_answer(caller: Caller, name: str, response: Any) -> None:
    """A response without a schema is returned as decoded."""
    assert await caller.call(caller.sender(response), name) == response


@pytest.mark.parametrize(
    "response", [{"id": "1"}, {"id": "1", "position": 2}, {"id": "1", "queued": True}]
)
async def test_several_successes(caller: Caller, response: Any) -> None:
    """Successes of two statuses have one model, which requires only common fields."""
    sender, child = caller.sender(response), caller.wide.models.ThingsCreateRequestChild(id=1)

    result = await caller.call(sender, "things.create", text="a", child=child)

    assert type(result).__name__ == "ThingsCreateResult"
    assert result.to_dict() == response


async def test_described_beside_free(caller: Caller) -> None:
    """A success that is described and one that is not are of one model, too."""
    result = await caller.call(caller.sender({"id": "1"}, {}), "free.replace")

    assert result == caller.wide.models.FreeReplaceResult(id="1")


async def test_awkward_parameters_with_a_body(caller: Caller) -> None:
    """A parameter called like a local of the method reaches the query beside the body."""
    sender = caller.sender()

    await caller.call(sender, "things.update", thing_id=7, v_body="v", label="x")

    assert sender.requests[0].query == (("v_body", "v"),)
    assert sender.requests[0].content == b'{"label":"x"}'


def test_arguments_are_keywords(wide: Wide) -> None:
    """No argument of a method or model is positional: the API may insert one."""
    client = wide.client(wide.sender())
    things, models = client.things, wide.models
    callables = [
        *(things.list, things.iterate, things.create, things.get_part, client.parts.import_csv),
        *(models.ThingsCreateRequest, models.FormsCreateRequest, models.Box),
    ]

    kinds = {
        parameter.kind
        for each in callables
        for parameter in inspect.signature(each).parameters.values()
    }

    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


def test_omitted_parameter(wide: Wide) -> None:
    """A parameter that the entry leaves out is not in the signature."""
    things = wide.client(wide.sender()).things

    assert "legacy" not in inspect.signature(things.list).parameters
    assert "legacy" not in str(wide.operation("things", "list_").OPERATION)


def test_resource_is_made_once(wide: Wide) -> None:
    """A client creates each resource once."""
    client = wide.client(wide.sender())

    assert client.things is client.things
    assert type(client.things).__name__ == "Things"
    assert type(wide.client(wide.async_sender()).parts).__name__ == "AsyncParts"


async def test_flow(caller: Caller) -> None:
    """A method runs the flow that its entry names, and returns its value."""
    sender = caller.sender({"id": "1"}, {"id": "2"}, {"id": "3"})

    assert "sealed 1" == (await caller.call(sender, "mail.send", text="a")).text
    assert 2 == await caller.call(sender, "mail.send_all", text=["b", "c"])
    assert [b'{"text":"a"}', b'{"text":"b"}', b'{"text":"c"}'] == [
        request.content for request in sender.requests
    ]
