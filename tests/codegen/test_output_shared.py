"""Models that several operations share, and groups of arguments."""

from __future__ import annotations

import copy
import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Caller, Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

BOX = {"id": "b", "size": {"width": 1}, "made_at": 0, "state": "open"}
SPEC: dict[str, Any] = {"label": "l"}
# Arguments of a method, and the error message.
GROUPS: list[tuple[str, dict[str, Any], str | None]] = [
    ("boxes.list", {"thing": "t"}, None),
    ("boxes.list", {"part": "p"}, None),
    ("boxes.list", {}, "give exactly one of thing, part, not none"),
    ("boxes.list", {"thing": "t", "part": "p"}, "give exactly one of thing, part, not thing and"),
    ("events.list", {"part": "p"}, None),
    ("events.list", {"thing": "t", "part": "p"}, None),
    ("events.list", {}, "give at least 1 of thing, part"),
    ("events.search", {"text": "t"}, None),
    ("events.search", {"text": "t", "kind": "k"}, None),
    ("events.search", {}, "give at least 1 of text, kind, since"),
    ("boxes.create", SPEC | {"fast": True, "slow": False}, None),
    ("boxes.create", SPEC | {"fast": True, "slow": True}, "slow cannot be enabled together with"),
    ("boxes.update", {"box_id": "b", "shut": False}, None),
    ("boxes.update", {"box_id": "b"}, "give at least 1 of label, shut"),
    ("unions.create", {"html": "h"}, None),
    ("unions.create", {"html": "h", "text": "t"}, None),
    ("unions.create", {}, "give at least 1 of html, text"),
]


async def test_one_class(caller: Caller) -> None:
    """Objects of one shape are of one class, wherever they are."""
    box = caller.wide.models.Box.from_dict(BOX)

    created = await caller.call(caller.sender(BOX), "boxes.create", label="l")
    got = await caller.call(caller.sender(BOX), "boxes.get", box_id="b")
    listed = await caller.call(caller.sender({"boxes": [BOX]}), "boxes.list", thing="t")

    assert [box] * 3 == [created, got, *listed.boxes]
    assert {"Box"} == {type(one).__name__ for one in (created, got, *listed.boxes)}
    assert caller.wide.models.BoxSize(width=1) == created.size


async def test_nearly_the_same(caller: Caller) -> None:
    """An object of another shape has its own class, with shared objects inside."""
    replaced = await caller.call(caller.sender(BOX), "boxes.replace", box_id="b", label="l")

    assert type(replaced) is caller.wide.models.BoxesReplaceResult
    assert type(replaced.size) is caller.wide.models.BoxSize


async def test_one_body(caller: Caller) -> None:
    """Operations that send the same shape take the same models, those inside included."""
    sender, models = caller.sender(BOX, BOX), caller.wide.models
    size = models.BoxSpecSize(width=1, height=None)

    await caller.call(sender, "boxes.create", label="l", size=size)
    await caller.call(sender, "boxes.replace", box_id="b", label="l", size=size)

    expected = {"label": "l", "size": {"width": 1, "height": None}}
    assert [expected] * 2 == [json.loads(request.content) for request in sender.requests]


def test_request_and_response(wide: Wide) -> None:
    """Requests and responses never share a class, as only requests are validated."""
    models = wide.models

    assert models.BoxSize.from_dict({"width": "wide"}).width == "wide"
    with pytest.raises(TypeError, match="width: expected a number, got str"):
        models.BoxSpecSize(width="wide")


def test_name_in_errors(wide: Wide) -> None:
    """A shared model has its own name in errors."""
    with pytest.raises(wide.errors.InvalidRequestError) as caught:
        wide.models.BoxSpec(label="too long")

    assert str(caught.value) == "BoxSpec: label has 8 characters; the maximum is 5"


@pytest.mark.parametrize(("name", "given", "message"), GROUPS)
async def test_group(caller: Caller, name: str, given: dict[str, Any], message: str | None) -> None:
    """Arguments that are to be given together, or not, are looked at before anything is sent."""
    sender = caller.sender({"id": "b"})

    if message is None:
        await caller.call(sender, name, **given)
    else:
        with pytest.raises(caller.wide.errors.InvalidRequestError, match=message):
            await caller.call(sender, name, **given)

    assert int(message is None) == len(sender.requests)


@pytest.mark.parametrize(
    ("given", "fits"), [({}, False), ({"a": "a"}, True), ({"a": "a", "b": "b"}, True)]
)
def test_group_inside(wide: Wide, given: dict[str, str], fits: bool) -> None:
    """A nested object has its own group."""
    if fits:
        assert given == wide.models.UnionsCreateRequestInner(**given).to_dict()
    else:
        with pytest.raises(wide.errors.InvalidRequestError, match="give at least 1 of a, b"):
            wide.models.UnionsCreateRequestInner(**given)


def test_group_of_a_response(wide: Wide) -> None:
    """A response is parsed without groups."""
    assert {"inner": {}} == wide.models.UnionsCreateResult.from_dict({"inner": {}}).to_dict()


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_copies(wide: Wide, copied: Any) -> None:
    """A copy of a shared model is equal, and serialized alike."""
    box = wide.models.Box.from_dict(BOX | {"made_at": "0", "more": 1})

    assert (box, box.to_dict()) == (copied(box), copied(box).to_dict())
    assert wide.models.BoxSpec(label="l").size is copied(wide.models.BoxSpec(label="l")).size
