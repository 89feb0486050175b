"""Comparing the public Python surface of two generated trees."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from codegen.surface import breakages

METHOD = "self, *, name: str, size: float | _Unset = _UNSET"
THING = "name: str = _field()\nsize: float | _Unset = _UNSET"


class Tree:
    """A generated tree with one operation, which sends an Item and returns a Thing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("resources/things.py", f"class Things:\n  def make({METHOD}) -> Thing: ...")
        self.write(
            "api/things/make.py", "def sync(client, *, body: ThingsMakeRequest) -> Thing: ..."
        )
        self.model("ThingsMakeRequest", "item: Item")
        self.model("Item", THING)
        self.model("Thing", THING)

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        (self.root / file.split("/")[0] / "__init__.py").touch()
        path.write_text(f"from typing import Literal\n\n{text}")

    def model(self, name: str, fields: str) -> None:
        self.write(f"models/{name.lower()}.py", f"class {name}:\n{indent(fields, '  ')}\n")

    def method(self, arguments: str, returns: str = "Thing") -> None:
        text = f"class Things:\n  def make({arguments}) -> {returns}: ..."
        self.write("resources/things.py", text)


@pytest.fixture
def old(tmp_path: Path) -> Tree:
    """Return the old tree."""
    return Tree(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Tree:
    """Return the new tree, equal to the old one so far."""
    return Tree(tmp_path / "new")


def found(old: Tree, new: Tree) -> list[str]:
    """Return the breakages as texts."""
    broken = breakages(old.root, new.root)
    return [f"{one.name}: {one.text}" for one in broken]


def test_equal_trees(old: Tree, new: Tree) -> None:
    """Equal trees break nothing."""
    assert [] == found(old, new)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("self, *, name: str", ["things.make(size): removed"]),
        (f"{METHOD}, more: str | _Unset = _UNSET", []),
        (f"{METHOD}, more: str", ["things.make(more): new, and required"]),
        ("self, *, name: str, size: float", ["things.make(size): required"]),
        ("self, *, name: str | _Unset = _UNSET, size: float | _Unset = _UNSET", []),
    ],
)
def test_arguments(arguments: str, expected: list[str], old: Tree, new: Tree) -> None:
    """An argument breaks callers if it is removed or becomes required."""
    new.method(arguments)

    assert expected == found(old, new)


FIVE = "[1] or [2] or [3] or [4] or [5]"
# An old and a new type; what breaks where it is sent, and where it is received.
TYPES: list[tuple[str, str, str | None, str | None]] = [
    ("int", "float", None, "int -> float"),
    ("float", "int", "float -> int", None),
    ("str", "str | None", None, "may be None"),
    ("str | None", "str", "no longer takes None", None),
    ("str", "str | _Unset", None, "may be UNSET"),
    ("str | list[str]", "str", "no longer takes list[str]", None),
    ("Literal['a', 'b']", "Literal['a']", "no longer takes ['b']", None),
    ("Literal['a']", "Literal['a', 'b']", None, "may be ['b']"),
    ("Literal['a'] | str", "str", None, None),
    ("str", "Literal['a']", "str -> ['a']", None),
    ("Literal[1]", "float", "[1] -> float", "[1] -> float"),
    ("builtins.list[str]", "Sequence[str]", None, "list[str] -> Sequence[str]"),
    ("Sequence[str]", "SequenceNotStr[str]", None, None),
    ("SequenceNotStr[str]", "str", "SequenceNotStr[str] -> str", "SequenceNotStr[str] -> str"),
    ("list[Item]", "list[Item | str]", None, "list[Item] -> list[Item | str]"),
    ("dict[str, int]", "Mapping[str, float]", None, "dict[str, int] -> Mapping[str, float]"),
    ("Literal[1, 2, 3, 4, 5, 6, 7]", "Any", None, f"{FIVE} or 2 more -> Any"),
    ("Literal[1, 2, 3, 4, 5, 6, 7]", "Literal[7]", f"no longer takes {FIVE} or 1 more", None),
    ("Any", "Part", "Any -> Part", "Any -> Part"),
    ("Part", "Any", None, "Part -> Any"),
]


@pytest.mark.parametrize(("before", "after", "sent", "received"), TYPES)
def test_types(
    before: str, after: str, sent: str | None, received: str | None, old: Tree, new: Tree
) -> None:
    """A request takes all that it took; a response holds nothing that it did not hold."""
    for tree, type_ in ((old, before), (new, after)):
        tree.method(f"self, *, name: {type_}", type_)
        tree.model("Item", f"size: {type_} = _field()")
        tree.model("Thing", f"size: {type_} = _field()")
    expected = [
        *([f"things.make(name): {sent}"] if sent else []),
        *([f"things.make(): {received}"] if received else []),
        *([f"Item.size: {sent}"] if sent else []),
        *([f"Thing.size: {received}"] if received else []),
    ]

    assert sorted(expected) == sorted(found(old, new))


@pytest.mark.parametrize(
    ("fields", "sent", "received"),
    [
        ("name: str = _field()", ["size: removed"], ["size: removed"]),
        (f"{THING}\nmore: str = _field()", ["more: new, and required"], []),
        (f"{THING}\nmore: str | _Unset = _UNSET", [], []),
        ("name: str = _field()\nsize: float = _field()", ["size: required"], []),
    ],
)
def test_fields(fields: str, sent: list[str], received: list[str], old: Tree, new: Tree) -> None:
    """The fields of a model that is sent are arguments; those of a received one are read."""
    new.model("Item", fields)
    new.model("Thing", fields)
    expected = [f"Item.{text}" for text in sent] + [f"Thing.{text}" for text in received]

    assert sorted(expected) == sorted(found(old, new))


def test_removed_method(old: Tree, new: Tree) -> None:
    """A removed method is reported, with the models that only it used."""
    new.write("resources/things.py", "class Things: ...")
    (new.root / "models/thing.py").unlink()

    assert ["things.make: removed", "Thing: removed"] == found(old, new)


def test_removed_resource(old: Tree, new: Tree) -> None:
    """A removed resource is reported by its methods."""
    (new.root / "resources/things.py").unlink()

    assert ["things.make: removed"] == found(old, new)


def test_operations_of_a_model(old: Tree, new: Tree) -> None:
    """A breakage of a model names the operations that use it, also inside another model."""
    for tree in (old, new):
        tree.model("Thing", "part: Part | _Unset = _UNSET")
        tree.model("Part", "size: int | _Unset = _UNSET\nwhole: Thing | _Unset = _UNSET")
    new.model("Part", "whole: Thing | _Unset = _UNSET")
    (broken,) = breakages(old.root, new.root)

    assert ("Part.size", frozenset({"things.make"})) == (broken.name, broken.operations)


def test_related_operations(old: Tree, new: Tree) -> None:
    """A breakage has the operations that share a model with its own, which may be the cause."""
    for tree in (old, new):
        tree.write("api/things/get.py", "def sync(client) -> Thing: ...")
    new.method(METHOD, "Other")
    new.model("Thing", THING.replace("name: str", "name: int"))
    broken = breakages(old.root, new.root)

    assert {
        "things.make()": {"things.make", "things.get"},
        "Thing.name": {"things.make", "things.get"},
    } == {one.name: set(one.related) for one in broken}
