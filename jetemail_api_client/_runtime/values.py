"""`UNSET`, and how values are written and shown."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, Literal


class Unset(Enum):
    """The type of `UNSET`; a member of an Enum stays itself through copy, deepcopy and pickle."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Stands for what was not given: it is not sent, or it did not come."""


def wire_form(value: Any) -> Any:
    """A field's value as JSON holds it: models become objects."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    # No union: it would be made anew by each call.
    if isinstance(value, (list, tuple)):
        return [wire_form(inner) for inner in value]
    if isinstance(value, Mapping):
        return {name: wire_form(inner) for name, inner in value.items()}
    return value


def renamed(fields: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The fields, those in `names` under the other name that they came under."""
    return {names.get(name, name): value for name, value in fields.items()} if names else fields


def masked(value: object) -> str:
    """The repr of a secret: whether there is one, never which."""
    return repr(value) if value is UNSET or value is None else "'***'"


def names_only(values: Mapping[str, Any]) -> str:
    """The repr of undescribed fields: any of them may be a secret."""
    return "{" + ", ".join(f"{name!r}: ..." for name in values) + "}"
