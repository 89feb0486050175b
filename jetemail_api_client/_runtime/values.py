"""`UNSET`, and how values are encoded and shown."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Literal


class Unset(Enum):
    """The type of `UNSET`; an Enum member stays itself through copy, deepcopy and pickle."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""The value of an argument that was not passed, or of a field missing from a response."""


def to_wire(value: Any) -> Any:
    """Convert the value of a field to JSON: models become objects."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    # No union: each call would create it anew.
    if isinstance(value, (list, tuple)):
        return [to_wire(inner) for inner in value]
    if isinstance(value, Mapping):
        return {name: to_wire(inner) for name, inner in value.items()}
    return value


def renamed(fields: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields, those in `names` under the alias under which they were received."""
    return {names.get(name, name): value for name, value in fields.items()} if names else fields


def redacted(value: object) -> str:
    """Return the repr of a secret: whether there is one, never its value."""
    return repr(value) if value is UNSET or value is None else "'***'"


def names_only(values: Mapping[str, Any]) -> str:
    """Return the repr of undescribed fields without values: any of them may be a secret."""
    return "{" + ", ".join(f"{name!r}: ..." for name in values) + "}"
