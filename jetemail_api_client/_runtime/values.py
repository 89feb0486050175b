"""`UNSET`, the base class of models, and how values are encoded and shown."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timezone
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, ClassVar, Final, Literal, Protocol, TypeGuard, TypeVar, cast, get_type_hints

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
C = TypeVar("C", bound=type)


class Unset(Enum):
    """The type of `UNSET`; an Enum member stays itself through copy, deepcopy and pickle."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""The value of an argument that was not passed, or of a field missing from a response."""


# Sequences that are one value, and the mapping of JSON.
_NO_LISTS = (str, bytes, bytearray, memoryview, dict)
# The other classes of decoded JSON.
_SCALARS = frozenset({str, int, float, bool, type(None)})


class SequenceNotStr(Protocol[T_co]):
    """The type of a list, a tuple or another sequence of texts, but not of a str.

    A str is a `Sequence[str]` of its characters. Its `__contains__` takes only a str, which type
    checkers see.
    """

    def __getitem__(self, index: int, /) -> T_co: ...
    def __contains__(self, item: object, /) -> bool: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T_co]: ...


def given(value: T | Unset | None) -> T | Unset:
    """Return the value of an argument that cannot be cleared: None means "not passed"."""
    return UNSET if value is None else value


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Return True for a sequence that becomes a list in JSON; a str is none."""
    # No union: each call would create it anew. The abstract class last: it takes long to ask.
    if isinstance(value, (list, tuple)):
        return True
    return not isinstance(value, _NO_LISTS) and isinstance(value, Sequence)


def type_name(value: object) -> str:
    """Return the name of the type of a value, with its module unless it is built in."""
    if value is None:
        return "None"
    cls = type(value)
    return (
        cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"
    )


def plain_datetime(moment: datetime) -> datetime:
    """Return an aware datetime of the class itself: a subclass may have its own arithmetic.

    Raises:
        Exception: Any, from a subclass or a time zone without a value, such as `pandas.NaT`.
    """
    if type(moment) is datetime and type(moment.tzinfo) is timezone:
        # The usual case, and that of each received time.
        return moment
    zone = timezone(moment.utcoffset())  # type: ignore[arg-type]
    date = moment.year, moment.month, moment.day
    time = moment.hour, moment.minute, moment.second, moment.microsecond
    return datetime(*date, *time, tzinfo=zone)


def to_wire(value: Any) -> Any:
    """Convert the value of a field to JSON: models become objects."""
    if value.__class__ in _SCALARS:
        return value
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if is_list(value):
        return [to_wire(inner) for inner in value]
    # The abstract class last: it takes long to ask.
    if isinstance(value, (dict, Mapping)):
        return {name: to_wire(inner) for name, inner in value.items()}
    return value


def renamed(fields: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields, those in `names` under the alias under which they were received."""
    return {names.get(name, name): value for name, value in fields.items()} if names else fields


# JSON for Python: by the names of attributes, where `to_dict` has the API's own names and forms.


def to_jsonable(value: Any) -> Any:
    """Convert a result, or a list or dict with results in it, to values that `json.dumps` takes.

    Models and other results become dicts by the names of their attributes, without those that are
    `UNSET`; undescribed fields keep the API's names. Times become text in ISO 8601. What JSON does
    not have changes: NaN and infinities become None, halves of surrogate pairs U+FFFD.

    It serves as the `default` of `json.dumps` and orjson, too.

    Secrets are included, such as the password of a new SMTP user: no later response has them.

    Raises:
        TypeError: There is no form in JSON for a value.
    """
    # No unions: each call would create them anew.
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _encodable(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if is_list(value):
        return [to_jsonable(inner) for inner in value]
    if isinstance(value, Mapping):
        given = ((name, inner) for name, inner in value.items() if inner is not UNSET)
        return {_encodable(str(name)): to_jsonable(inner) for name, inner in given}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return value.to_jsonable()
    if hasattr(value, "__attrs_attrs__"):
        return _attributes_of(value)
    if value is UNSET:
        return None
    raise TypeError(f"to_jsonable: {type_name(value)} has no form in JSON; convert it first")


def _encodable(text: str) -> str:
    """Return a text that UTF-8 can encode: JSON may hold half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _attributes_of(value: Any) -> dict[str, Any]:
    return {name: to_jsonable(inner) for name, inner, _ in _attributes(value)}


def _attributes(value: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield name, value and repr of the attributes of an attrs object that are set."""
    for attribute in value.__attrs_attrs__:
        # One whose arguments are invalid has not got all of them when its traceback is shown.
        inner = getattr(value, attribute.name, UNSET)
        if inner is not UNSET:
            yield attribute.name, inner, attribute.repr


class _PydanticSerializer:
    """What pydantic looks for in a value whose type it does not know, as below `-> Any`."""

    def __get__(self, instance: object, owner: type) -> Any:
        try:
            return _pydantic_serializer(owner)
        except ImportError:
            # It is not pydantic that looks, but something that looks at all attributes.
            raise AttributeError from None


@cache
def _pydantic_serializer(cls: type) -> Any:
    from pydantic_core import SchemaSerializer

    return SchemaSerializer(_pydantic_schema(cls))


def _pydantic_schema(cls: type) -> Any:
    # Late, and no dependency: only pydantic asks for it.
    from pydantic_core import core_schema

    serialization = core_schema.plain_serializer_function_ser_schema(
        to_jsonable, return_schema=core_schema.dict_schema()
    )
    return core_schema.is_instance_schema(cls, serialization=serialization)


class Model:
    """The base class of models and of other results: their form in JSON, repr and copies.

    FastAPI encodes them as `to_jsonable` does, with or without a return annotation.
    """

    # No attributes of attrs, so that `attrs.asdict` shows only what a user sees.
    __slots__ = ("_aliases", "_raw")

    _aliases: Mapping[str, str]
    """The alias under which a field was received, by name; missing if there is none."""
    _raw: Mapping[str, Any]
    """Received forms that encoding would not return, by name in the API; missing if none is."""

    __pydantic_serializer__: ClassVar[Any] = _PydanticSerializer()

    def to_jsonable(self) -> dict[str, Any]:
        """Return the attributes as JSON-ready values, by their Python names.

        Times are text in ISO 8601, models dicts, and attributes that are `UNSET` are left out.
        Undescribed fields stand beside the others, with the API's names. Secrets are included, such
        as the password of a new SMTP user: no later response has them. `to_dict` of a model returns
        the API's own form instead.
        """
        fields = _attributes_of(self)
        for name, value in fields.pop("additional_properties", {}).items():
            # A described field takes precedence, as an attribute.
            fields.setdefault(name, value)
        return fields

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override] # pyright: ignore[reportIncompatibleVariableOverride]
        """`to_jsonable()`: FastAPI's encoder, among others, takes `vars()` of unknown objects."""
        return self.to_jsonable()

    def __dir__(self) -> list[str]:
        # Not the undescribed fields in `__dict__`: they are no attributes.
        return dir(type(self))

    def __repr__(self) -> str:
        """Show the attributes that are set, shortened; of undescribed fields only the names."""
        return attributes_repr(self)

    def __setstate__(self, state: tuple[None, dict[str, Any]]) -> None:
        # Without the validators: a copy has the values that the original has.
        for name, value in state[1].items():
            object.__setattr__(self, name, value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Describe the class to pydantic, for the return annotation of a FastAPI handler."""
        return _pydantic_schema(cls)


def with_inherited_hints(cls: C) -> C:
    """Decorate a model with fields of another module, to evaluate the hints of its constructor.

    Hints are text with names of a module: those of inherited fields need that of the base class.
    """
    hints, model = get_type_hints(cls), cast("Any", cls)
    arguments = {one.alias: hints[one.name] for one in model.__attrs_attrs__ if one.init}
    model.__init__.__annotations__.update(arguments)
    return cls


M = TypeVar("M", bound=Model)

_NOTHING: Final[Mapping[str, Any]] = {}


def received(
    model: M, *, raw: Mapping[str, Any] = _NOTHING, aliases: Mapping[str, str] = _NOTHING
) -> M:
    """Return a model that was parsed, with what `to_dict` needs to return it unchanged."""
    if raw:
        model._raw = raw
    if aliases:
        model._aliases = aliases
    return model


def raw_of(model: Model) -> Mapping[str, Any]:
    """Return the received forms that encoding the fields of a model would not return."""
    return getattr(model, "_raw", _NOTHING)


def aliases_of(model: Model) -> Mapping[str, str]:
    """Return the aliases under which fields of a model were received."""
    return getattr(model, "_aliases", _NOTHING)


# Reprs.

_MAX_TEXT = 80
_MAX_ITEMS = 3
_MAX_ITEM = 100
_MAX_NAMES = 10
_MAX_INT = 10**100


def printable(value: object) -> object:
    """Return a value, but words for a large int: Python refuses to print one of 4,300 digits."""
    if not isinstance(value, int) or abs(value) < _MAX_INT:
        return value
    return f"about {'-' * (value < 0)}10**{math.log10(abs(value)):.0f}"


def short_repr(value: object) -> str:
    """Return the repr of a value, long texts and lists cut."""
    if isinstance(value, (str, bytes)):
        rest = f"... ({len(value):,} in all)" * (len(value) > _MAX_TEXT)
        return f"{value[:_MAX_TEXT]!r}{rest}"
    if is_list(value):
        opening, closing = "()" if isinstance(value, tuple) else "[]"
        return f"{opening}{_listed(map(_short_item, value), len(value), _MAX_ITEMS)}{closing}"
    if isinstance(value, Mapping):
        pairs = (f"{_short_item(name)}: {_short_item(inner)}" for name, inner in value.items())
        return f"{{{_listed(pairs, len(value), _MAX_ITEMS)}}}"
    return repr(printable(value))


def _short_item(value: object) -> str:
    text = short_repr(value)
    return text if len(text) <= _MAX_ITEM else f"{text[:_MAX_ITEM]}..."


def _listed(texts: Iterator[str], count: int, limit: int) -> str:
    rest = [f"... {count - limit:,} more"] if count > limit else []
    return ", ".join([*islice(texts, limit), *rest])


def attributes_repr(self: object) -> str:
    """Return the repr of an attrs object that may be shown before its constructor has ended."""
    shown = [
        f"{name}={show(value) if callable(show) else short_repr(value)}"
        for name, value, show in _attributes(self)
        if show and (value or name != "additional_properties")
    ]
    return f"{type(self).__name__}({', '.join(shown)})"


def redacted(value: object) -> str:
    """Return the repr of a secret: whether there is one, never its value."""
    return repr(value) if value is UNSET or value is None else "'***'"


def names_only(values: Mapping[str, Any]) -> str:
    """Return the repr of undescribed fields without values: any of them may be a secret."""
    names = (f"{_short_item(name)}: ..." for name in values)
    return f"{{{_listed(names, len(values), _MAX_NAMES)}}}"
