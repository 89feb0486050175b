"""RuleSize.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class RuleSize(_values.Model):
    """Bounds of the message size; the unit is not published.

    Attributes:
        min_size: Least size; the unit is not published.
        max_size: Greatest size; the unit is not published.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "RuleSize"

    min_size: int | _Unset = _UNSET
    """Least size; the unit is not published."""
    max_size: int | _Unset = _UNSET
    """Greatest size; the unit is not published."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.min_size is not _UNSET:
            fields["min_size"] = self.min_size
        if self.max_size is not _UNSET:
            fields["max_size"] = self.max_size
        return fields

    @classmethod
    def from_dict(
        cls,
        src: Mapping[str, Any],
        /,
        *,
        at: str = "",
        deviations: _parsing.Deviations | None = None,
    ) -> Self:
        """Parse the object from decoded JSON.

        Args:
            src: The decoded object.
            at: Its position in the response, for errors: "" or a path that ends in a dot.
            deviations: Receives a sentence for each deviation from the description.

        Raises:
            APIResponseValidationError: It is not an object, or a required field is missing.
        """
        rest = _parsing.fields_of(src, at)
        v_min_size = rest.pop("min_size", _UNSET)
        if v_min_size.__class__ is not int and v_min_size is not _UNSET:
            v_min_size = _parsing.deviating(v_min_size, "an integer", f"{at}min_size", deviations)

        v_max_size = rest.pop("max_size", _UNSET)
        if v_max_size.__class__ is not int and v_max_size is not _UNSET:
            v_max_size = _parsing.deviating(v_max_size, "an integer", f"{at}max_size", deviations)

        return cls(min_size=v_min_size, max_size=v_max_size, additional_properties=rest)
