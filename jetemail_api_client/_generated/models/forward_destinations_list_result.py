"""ForwardDestinationsListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .forward_destination import ForwardDestination


@_define(kw_only=True)
class ForwardDestinationsListResult:
    """What forward_destinations.list returns.

    Attributes:
        result: The forwarding destinations.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "forward_destinations.list"

    success: bool | _Unset = _UNSET
    result: list[ForwardDestination] | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.result is not _UNSET:
            fields["result"] = _values.wire_form(self.result)
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _readings.kept(v_success, "a boolean", f"{at}success", odd)

        v_result = rest.pop("result", _UNSET)
        if v_result.__class__ is not list and v_result is not _UNSET:
            v_result = _readings.kept(v_result, "a list", f"{at}result", odd)
        elif isinstance(v_result, list):
            v_result = [
                ForwardDestination.from_dict(v_item, at=f"{at}result[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}result[{v_index}]", odd)
                for v_index, v_item in enumerate(v_result)
            ]

        return cls(success=v_success, result=v_result, additional_properties=rest)
