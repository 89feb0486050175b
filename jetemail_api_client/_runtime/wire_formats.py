"""Wire formats: conversion between Python values and the texts or numbers that the API uses.

A value received in another form than the format's own is stored beside the Python value, so that
`to_dict` returns it unchanged; a value that cannot be decoded is kept as received.
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from .nesting import within_depth
from .parsing import Deviations, deviating
from .values import UNSET, plain_datetime

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_MILLISECOND = timedelta(milliseconds=1)
_DIGITS = re.compile(r"-?\d{1,20}(\.\d{1,20})?", re.ASCII)
_FLAGS: dict[str, bool] = {"0": False, "1": True}
_DECODE_ERRORS = (ValueError, TypeError, OverflowError, RecursionError)


@frozen
class WireFormat:
    """One conversion between a Python value and its form in JSON."""

    expected: str
    """The expected form, for deviations."""
    kind: type
    """The class of the Python value."""
    decode: Callable[[Any], Any]
    """Raises one of `_DECODE_ERRORS` for a value that cannot be decoded."""
    encode: Callable[[Any], Any]
    plain: type | None = None
    """The class whose received values always equal their encoding."""

    def read(
        self, wire: Any, at: str, deviations: Deviations | None, raw: dict[str, Any], name: str
    ) -> Any:
        """Decode a received value; store it in `raw` if `encode` would not return it."""
        try:
            value = self.decode(wire)
            is_reversible = wire.__class__ is self.plain or _is_same(self.encode(value), wire)
        except _DECODE_ERRORS:
            value = deviating(wire, self.expected, f"{at}{name}", deviations)
            # A value of another class is never encoded.
            is_reversible = not isinstance(wire, self.kind)
        if not is_reversible:
            raw[name] = wire
        return value

    def write(self, value: Any, raw: Any = UNSET) -> Any:
        """Encode a value; return the received form as long as the value is unchanged."""
        # A str is a sequence, but no list: it was kept as received.
        if not isinstance(value, self.kind) or isinstance(value, str):
            return value
        if raw is not UNSET and self._decoded(raw) == value:
            return raw
        return self.encode(value)

    def _decoded(self, wire: Any) -> Any:
        try:
            return self.decode(wire)
        except _DECODE_ERRORS:
            return wire


def _is_same(one: object, other: object) -> bool:
    return one.__class__ is other.__class__ and one == other


def _decode_count(wire: Any, unit: timedelta) -> datetime:
    """Decode a number of units since 1970, which may be a text."""
    if isinstance(wire, str) and _DIGITS.fullmatch(wire):
        # A text with a fraction is in seconds, even where the unit is milliseconds.
        unit, wire = (_SECOND, float(wire)) if "." in wire else (unit, int(wire))
    if isinstance(wire, str):
        return _decode_iso(wire)
    # No union: each call would create it anew.
    if isinstance(wire, bool) or not isinstance(wire, (int, float)):
        raise TypeError
    return _EPOCH + unit * wire


def _decode_text(wire: Any) -> datetime:
    """Decode a time in ISO 8601; a number is in seconds."""
    return _decode_iso(wire) if isinstance(wire, str) else _decode_count(wire, _SECOND)


def _decode_iso(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    # Without a time zone, its meaning would depend on the machine.
    return _fail() if moment.tzinfo is None else moment


def _encode_iso(moment: datetime) -> str:
    text = plain_datetime(moment).isoformat()
    # Only at the end: an offset may have seconds, as in +00:00:30.
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


def _decode_flag(wire: Any) -> bool:
    value = _FLAGS.get(wire, wire) if isinstance(wire, str) else wire
    return bool(value) if value in (0, 1) else _fail()


def _decode_json_list(wire: Any) -> list[Any]:
    value = _decode_json(wire) if isinstance(wire, str) else wire
    # A copy: the received form must not change with the value.
    return [*value] if isinstance(value, list) else _fail()


def _decode_json(text: str) -> Any:
    return within_depth(json.loads(text, parse_constant=_fail), text.encode(errors="replace"))


def _decode_comma_list(wire: Any) -> list[str]:
    # A real list is accepted as well.
    return [*wire] if isinstance(wire, list) else str.split(wire, ",")


def _fail(*_: object) -> Any:
    raise ValueError


def _encode_json(value: Any) -> str:
    return json.dumps([*value], ensure_ascii=False, separators=(",", ":"))


UNIX_SECONDS = WireFormat(
    "a time in Unix seconds",
    datetime,
    lambda wire: _decode_count(wire, _SECOND),
    lambda moment: (plain_datetime(moment) - _EPOCH) // _SECOND,
    plain=int,
)
"""An integer number of seconds: a fraction is dropped."""

UNIX_MILLISECONDS = WireFormat(
    "a time in Unix milliseconds",
    datetime,
    lambda wire: _decode_count(wire, _MILLISECOND),
    lambda moment: (plain_datetime(moment) - _EPOCH) // _MILLISECOND,
    plain=int,
)
"""An integer number of milliseconds; a text with a fraction is in seconds."""

ISO_8601 = WireFormat("a time in ISO 8601 with a zone", datetime, _decode_text, _encode_iso)

FLAG = WireFormat("0 or 1", bool, _decode_flag, int, plain=int)

COMMA_LIST = WireFormat("comma-separated texts", Sequence, _decode_comma_list, ",".join)

JSON_LIST = WireFormat("a JSON list in a string", Sequence, _decode_json_list, _encode_json)
