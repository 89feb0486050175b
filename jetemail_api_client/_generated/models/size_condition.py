"""SizeCondition.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class SizeCondition:
    """Bounds of the message size; the unit is not published.

    Attributes:
        min_size: Least size; the unit is not published. Inferred: on none of the API's own
            pages.
        max_size: Greatest size; the unit is not published. Inferred: on none of the API's own
            pages.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "SizeCondition"

    min_size: int | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.number(whole=True))
    )
    max_size: int | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.number(whole=True))
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.min_size is not _UNSET:
            fields["min_size"] = self.min_size
        if self.max_size is not _UNSET:
            fields["max_size"] = self.max_size
        return fields

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], /, *, at: str = "", odd: _readings.Oddities | None = None
    ) -> Self:
        """Read the object from JSON.

        Args:
            src: The decoded object.
            at: Where it stands, for errors: "" or a path that ends in a dot.
            odd: Takes a sentence for each departure from the description that loses nothing.

        Raises:
            APIResponseValidationError: It is no object, or a required field is missing.
        """
        rest = _readings.fields_of(src, at)
        v_min_size = rest.pop("min_size", _UNSET)
        if v_min_size.__class__ is not int and v_min_size is not _UNSET:
            v_min_size = _readings.kept(v_min_size, "an integer", f"{at}min_size", odd)

        v_max_size = rest.pop("max_size", _UNSET)
        if v_max_size.__class__ is not int and v_max_size is not _UNSET:
            v_max_size = _readings.kept(v_max_size, "an integer", f"{at}max_size", odd)

        return cls(min_size=v_min_size, max_size=v_max_size, additional_properties=rest)
