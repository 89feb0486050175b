"""Shapes: which JSON types may stand where, for tables of what a document may hold.

A check takes the place that it looks at, for its words, and the value that stands there.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

Check = Callable[[str, object], Iterator[str]]

_WORDS: Mapping[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    type(None): "null",
}


def of_type(*classes: type) -> Check:
    """A value of one of these classes, exactly: a bool is an int in Python, but not in JSON."""

    def check(where: str, value: object) -> Iterator[str]:
        if type(value) not in classes:
            found = _WORDS.get(type(value), type(value).__name__)
            yield f"{where} is {found} where {_WORDS[classes[0]]} is needed."

    return check


def anything(where: str, value: object) -> Iterator[str]:
    """Any value: nothing is made of it."""
    yield from ()


text = of_type(str)
flag = of_type(bool)
number = of_type(float, int)
mapping = of_type(dict)
_array = of_type(list)
_whole = of_type(int)


def count(where: str, value: object) -> Iterator[str]:
    """A number of things."""
    yield from _whole(where, value)
    if isinstance(value, int) and value < 0:
        yield f"{where} is below 0."


def list_of(check: Check) -> Check:
    """An array whose items are all of a shape."""

    def check_all(where: str, value: object) -> Iterator[str]:
        yield from _array(where, value)
        if isinstance(value, list):
            for index, inner in enumerate(value):
                yield from check(f"{where}[{index}]", inner)

    return check_all


def map_of(check: Check) -> Check:
    """An object whose values are all of a shape, whatever their names."""

    def check_all(where: str, value: object) -> Iterator[str]:
        yield from mapping(where, value)
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from text(f"{where} > {name}, the key,", name)
                yield from check(f"{where} > {name}", inner)

    return check_all


def shaped(
    known: Mapping[str, Check], required: AbstractSet[str] = frozenset(), *, is_open: bool = False
) -> Check:
    """An object of known keys. Keys that begin with x- are anybody's; an open one has others."""

    def check(where: str, value: object) -> Iterator[str]:
        if not isinstance(value, dict):
            yield from mapping(where, value)
        else:
            yield from (f"{where} > {key} is missing." for key in sorted(required - set(value)))
            for key, inner in value.items():
                if key in known:
                    yield from known[key](f"{where} > {key}", inner)
                elif not is_open and not str(key).startswith("x-"):
                    yield f"{where} has {key}, which is not supported."

    return check
