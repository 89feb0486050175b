"""Attrs classes to JSON and back, by the types of their fields."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import define, field, has
from attrs import fields as fields_of

from ..clock import END

MAX_INTEGER = 2**63

# The JSON of each type, how it is called, and the largest number. A float is a time, or shorter.
_SCALARS: Mapping[Any, tuple[tuple[type, ...], str, int]] = {
    str: ((str,), "a text", 0),
    bool: ((bool,), "true or false", 1),
    int: ((int,), "an integer", MAX_INTEGER),
    float: ((int, float), "a number", END),
    int | float: ((int, float), "a number", MAX_INTEGER),
}


class RecordError(ValueError):
    """JSON that is no record; the text names the place."""


@define
class Records:
    """Writes records as JSON, or reads them.

    A dict of records by one of their own fields is a list in JSON: that field is the key. A record
    that is referred to from several places is written once, and then as its key.
    """

    keys: Mapping[Any, str]
    """The field that identifies a record, by class."""
    check: Callable[[Any], None] = lambda record: None
    """Called with each record that was read; a ValueError refuses it."""
    known: dict[tuple[Any, str], Any] = field(factory=dict)
    """The records with a key that were written or read."""

    def write(self, kind: Any, value: Any) -> Any:
        """Return a value of a type as JSON."""
        kind, origin = _present(kind), get_origin(_present(kind))
        if value is None or kind in _SCALARS or origin is Literal:
            return value
        if has(kind):
            return self._write_record(kind, value)
        if origin is set:
            return sorted(value)
        item = _item(kind)
        if origin is dict and item not in self.keys:
            return {name: self.write(item, one) for name, one in value.items()}
        if origin in {dict, list, deque}:
            values: Iterable[Any] = value.values() if origin is dict else value
            return [self.write(item, one) for one in values]
        return value

    def _write_record(self, kind: Any, value: Any) -> Any:
        if kind in self.keys:
            key = getattr(value, self.keys[kind])
            if (kind, key) in self.known:
                return key
            self.known[kind, key] = value
        return {name: self.write(one, getattr(value, name)) for name, one in _types(kind).items()}

    def read(self, kind: Any, data: Any, place: str) -> Any:
        """Return a value of a type from JSON.

        Raises:
            RecordError: It is not of that type.
        """
        if data is None and NoneType in get_args(kind):
            return None
        kind, origin = _present(kind), get_origin(_present(kind))
        if kind in _SCALARS:
            _check_scalar(kind, data, place)
        elif has(kind):
            return self._read_record(kind, data, place)
        elif origin is Literal:
            if data not in get_args(kind):
                raise RecordError(f"{place} must be one of {', '.join(get_args(kind))}")
        elif origin:
            return self._read_items(origin, kind, data, place)
        return data

    def _read_items(self, origin: Any, kind: Any, data: Any, place: str) -> Any:
        item = _item(kind)
        if origin is dict and item not in self.keys:
            _check(data, (dict,), "an object", place)
            return {name: self.read(item, one, f"{place}.{name}") for name, one in data.items()}
        _check(data, (list,), "a list", place)
        read = [self.read(item, one, f"{place}[{index}]") for index, one in enumerate(data)]
        if origin is dict:
            return {getattr(one, self.keys[item]): one for one in read}
        return deque(read) if origin is deque else read

    def _read_record(self, kind: Any, data: Any, place: str) -> Any:
        if kind in self.keys and isinstance(data, str):
            if (kind, data) not in self.known:
                raise RecordError(f"{place} refers to {data!a}, which is not there")
            return self.known[kind, data]
        _check(data, (dict,), "an object", place)
        types = _types(kind)
        for name in sorted(types.keys() ^ data.keys()):
            raise RecordError(f"{place}.{name} is {'missing' if name in types else 'unknown'}")
        read = {name: self.read(one, data[name], f"{place}.{name}") for name, one in types.items()}
        try:
            record = kind(**read)
            self.check(record)
        except (TypeError, ValueError) as error:
            raise RecordError(f"{place}: {error}") from None
        if (
            kind in self.keys
            and self.known.setdefault((kind, read[self.keys[kind]]), record) is not record
        ):
            raise RecordError(f"{place} is there twice")
        return record


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields_of(kind)}


def _present(kind: Any) -> Any:
    """Return a type without its None."""
    if NoneType not in get_args(kind):
        return kind
    return next(one for one in get_args(kind) if one is not NoneType)


def _item(kind: Any) -> Any:
    """Return the type of the values of a container."""
    return get_args(kind)[-1] if get_args(kind) else Any


def _check_scalar(kind: Any, data: Any, place: str) -> None:
    types, text, most = _SCALARS[kind]
    _check(data, types, text, place)
    if not isinstance(data, str) and not -most <= data <= most:
        raise RecordError(f"{place} must be -{most} to {most}")


def _check(data: Any, types: tuple[type, ...], text: str, place: str) -> None:
    if type(data) not in types:
        raise RecordError(f"{place} must be {text}")
