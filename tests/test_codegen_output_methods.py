"""The methods of generated resources, sync and async."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.fixtures.clients import Wide

pytest_plugins = ["tests.fixtures.projects", "tests.fixtures.clients"]


def test_body_of_a_call(wide: Wide) -> None:
    """The fields of a body are the arguments of a method; nested ones are models."""
    sender = wide.sender({"queued": True}, 202)
    models = wide.models
    child = models.ThingsCreateRequestChild(
        id=1, leaf=models.ThingsCreateRequestChildLeaf(name="n", size=0.5)
    )
    rows = (models.ThingsCreateRequestRowsItem(id="r"),)

    answer = wide.client(sender).things.create(
        text="a", child=child, rows=rows, meta={"b": [1]}, states=["on"], self_="s", at0="t"
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
    assert answer == models.ThingsCreateResult202(queued=True)


async def test_async_call(wide: Wide) -> None:
    """The async method does the same without blocking."""
    sender = wide.async_sender({"id": "1"})
    child = wide.models.ThingsCreateRequestChild(id=1)

    answer = await wide.client(sender).things.create(text="a", child=child)

    assert json.loads(sender.requests[0].content) == {"text": "a", "child": {"id": 1}}
    assert answer == wide.models.ThingsCreateResult200(id="1")


@pytest.mark.parametrize(
    ("given", "content"),
    [
        ({}, None),
        ({"label": "x"}, b'{"label":"x"}'),
        ({"active": False}, b'{"active":false}'),
    ],
)
def test_optional_body(wide: Wide, given: dict[str, Any], content: bytes | None) -> None:
    """A body that may be left out is sent only if there is something in it."""
    sender = wide.sender()

    wide.client(sender).things.update(thing_id=7, **given)

    assert (sender.requests[0].path, sender.requests[0].content) == ("/things/7", content)


def test_call_without_arguments(wide: Wide) -> None:
    """An operation may take nothing at all."""
    sender = wide.sender({"names": ["a"]})

    answer = wide.client(sender).parts.list()

    assert answer.names == ["a"]
    assert sender.requests[0].query == ()


def test_deprecated_operation(wide: Wide) -> None:
    """An operation that the API deprecates says so where it is looked up."""
    things = wide.client(wide.sender()).things

    assert "Deprecated by the API." in things.delete.__doc__
    assert "Deprecated" not in things.update.__doc__


def test_docstring_of_a_method(wide: Wide) -> None:
    """A docstring gives arguments, results and errors, and no text of the API ends it early."""
    text = wide.client(wide.sender()).things.list.__doc__

    assert 'raise SystemExit("injected")' in text
    assert "status: Which ones. The API's own default, never sent: new. Example: old." in text
    assert "NotFoundError: 404: There is no such thing." in text
    assert 'Ends """ here\\ and \\N{BULLET} {at} %r' in text


def test_arguments_are_keywords(wide: Wide) -> None:
    """No argument of a method or model is positional: the API may insert one."""
    things = wide.client(wide.sender()).things
    callables = [things.list, things.create, things.get_part, wide.models.ThingsCreateRequest]

    kinds = {
        parameter.kind
        for each in callables
        for parameter in inspect.signature(each).parameters.values()
    }

    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


def test_resource_is_made_once(wide: Wide) -> None:
    """A client keeps the resources that it was asked for."""
    client = wide.client(wide.sender())

    assert client.things is client.things
    assert type(client.things).__name__ == "Things"
    assert type(wide.client(wide.async_sender()).parts).__name__ == "AsyncParts"
