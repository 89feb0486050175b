"""SuppressionFailure.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SuppressionFailure(_values.Model):
    """A row that was refused.

    Attributes:
        row: Number of the row. Example: 5.
        reason: Why the row was refused.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "SuppressionFailure"

    row: int | _Unset = _UNSET
    """Number of the row. Example: 5."""
    reason: str | _Unset = _UNSET
    """Why the row was refused."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.row is not _UNSET:
            fields["row"] = self.row
        if self.reason is not _UNSET:
            fields["reason"] = self.reason
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
        v_row = rest.pop("row", _UNSET)
        if v_row.__class__ is not int and v_row is not _UNSET:
            v_row = _parsing.deviating(v_row, "an integer", f"{at}row", deviations)

        v_reason = rest.pop("reason", _UNSET)
        if v_reason.__class__ is not str and v_reason is not _UNSET:
            v_reason = _parsing.deviating(v_reason, "a string", f"{at}reason", deviations)

        return cls(row=v_row, reason=v_reason, additional_properties=rest)
