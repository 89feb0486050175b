"""SuppressionRule.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SuppressionRule(_values.Model):
    """The new rule. Other fields may come: the published list is cut off here.

    Attributes:
        id: Id of the rule. Example: 42.
        target_value: Address that gets no e-mail. Example: user@example.com.
        status: State of the rule; the values are not published.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "SuppressionRule"

    id: int | _Unset = _UNSET
    """Id of the rule. Example: 42."""
    target_value: str | _Unset = _UNSET
    """Address that gets no e-mail. Example: user@example.com."""
    status: int | _Unset = _UNSET
    """State of the rule; the values are not published."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.id is not _UNSET:
            fields["id"] = self.id
        if self.target_value is not _UNSET:
            fields["target_value"] = self.target_value
        if self.status is not _UNSET:
            fields["status"] = self.status
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
        v_id = rest.pop("id", _UNSET)
        if v_id.__class__ is not int and v_id is not _UNSET:
            v_id = _parsing.deviating(v_id, "an integer", f"{at}id", deviations)

        v_target_value = rest.pop("target_value", _UNSET)
        if v_target_value.__class__ is not str and v_target_value is not _UNSET:
            v_target_value = _parsing.deviating(
                v_target_value, "a string", f"{at}target_value", deviations
            )

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not int and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "an integer", f"{at}status", deviations)

        return cls(
            id=v_id, target_value=v_target_value, status=v_status, additional_properties=rest
        )
