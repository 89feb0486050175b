"""Forms: Python values for what the API writes as text or as a number, and the way back.

What came in another way than the form's own stays beside the value, so that `to_dict` gives it back
unchanged; what cannot be read at all stays as it came.
"""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from .nesting import within_depth
from .readings import Oddities, kept
from .values import UNSET

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_MILLISECOND = timedelta(milliseconds=1)
_DIGITS = re.compile(r"-?\d{1,20}(\.\d{1,20})?", re.ASCII)
_FLAGS: dict[str, bool] = {"0": False, "1": True}
_UNREADABLE = (ValueError, TypeError, OverflowError, RecursionError)


@frozen
class Form:
    """One way to write a Python value in JSON."""

    expected: str
    """What is read, in words for a departure from it."""
    kind: type | tuple[type, ...]
    """The class of the Python value, and any that does as well."""
    decode: Callable[[Any], Any]
    """Raises one of `_UNREADABLE` on what cannot be read."""
    encode: Callable[[Any], Any]
    plain: type | None = None
    """The class in which a value comes as `encode` writes it, always."""

    def read(
        self, wire: Any, at: str, odd: Oddities | None, came: dict[str, Any], name: str
    ) -> Any:
        """The Python value of what came; `came` keeps what `encode` would not give back."""
        try:
            value = self.decode(wire)
            is_own = wire.__class__ is self.plain or _is_same(self.encode(value), wire)
        except _UNREADABLE:
            value = kept(wire, self.expected, f"{at}{name}", odd)
            # What is not of the form's kind is never encoded.
            is_own = not isinstance(wire, self.kind)
        if not is_own:
            came[name] = wire
        return value

    def written(self, value: Any, came: Any = UNSET) -> Any:
        """What JSON holds for a value: what came, as long as the value is the one that was read."""
        if not isinstance(value, self.kind):
            return value
        if came is not UNSET and self._value_of(came) == value:
            return came
        return self.encode(value)

    def _value_of(self, wire: Any) -> Any:
        try:
            return self.decode(wire)
        except _UNREADABLE:
            return wire


def _is_same(one: object, other: object) -> bool:
    return one.__class__ is other.__class__ and one == other


def _counted(wire: Any, unit: timedelta) -> datetime:
    """The moment that a number of units since 1970 stands for; the number may be a text."""
    if isinstance(wire, str) and _DIGITS.fullmatch(wire):
        # A text with a fraction counts seconds even where the unit is milliseconds.
        unit, wire = (_SECOND, float(wire)) if "." in wire else (unit, int(wire))
    if isinstance(wire, str):
        return _read_iso(wire)
    if isinstance(wire, bool) or not isinstance(wire, int | float):
        raise TypeError
    return _EPOCH + unit * wire


def _written(wire: Any) -> datetime:
    """The moment of a text in ISO 8601; a number counts seconds."""
    return _read_iso(wire) if isinstance(wire, str) else _counted(wire, _SECOND)


def _read_iso(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    # Without a zone, it would be another moment on every machine.
    return _fail() if moment.tzinfo is None else moment


def _iso_text(moment: datetime) -> str:
    # Only at the end: an offset may have seconds, as in +00:00:30.
    return re.sub(r"\+00:00$", "Z", moment.isoformat())


def _flag(wire: Any) -> bool:
    value = _FLAGS.get(wire, wire) if isinstance(wire, str) else wire
    return bool(value) if value in (0, 1) else _fail()


def _list(wire: Any) -> list[Any]:
    value = _parsed(wire) if isinstance(wire, str) else wire
    # A copy: what came stays as it was when the value is changed in place.
    return [*value] if isinstance(value, list) else _fail()


def _parsed(text: str) -> Any:
    return within_depth(json.loads(text, parse_constant=_fail), text.encode(errors="replace"))


def _list_of_texts(wire: Any) -> list[str]:
    # A real list of texts does as well.
    return [*wire] if isinstance(wire, list) else str.split(wire, ",")


def _fail(*_: object) -> Any:
    raise ValueError


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


UNIX_SECONDS = Form(
    "a time in Unix seconds",
    datetime,
    lambda wire: _counted(wire, _SECOND),
    lambda moment: (moment - _EPOCH) // _SECOND,
    plain=int,
)
"""A whole number of seconds: a fraction is left off."""

UNIX_MILLISECONDS = Form(
    "a time in Unix milliseconds",
    datetime,
    lambda wire: _counted(wire, _MILLISECOND),
    lambda moment: (moment - _EPOCH) // _MILLISECOND,
    plain=int,
)
"""A whole number of milliseconds; a text with a fraction counts seconds."""

ISO_8601 = Form("a time in ISO 8601 with a zone", datetime, _written, _iso_text)

FLAG = Form("0 or 1", bool, _flag, int, plain=int)

COMMA_LIST = Form("texts with commas between them", (list, tuple), _list_of_texts, ",".join)

JSON_LIST = Form("a JSON list in a string", (list, tuple), _list, _compact)
