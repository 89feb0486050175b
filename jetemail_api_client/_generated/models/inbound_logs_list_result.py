"""InboundLogsListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .inbound_log_entry import InboundLogEntry


@_define(kw_only=True, repr=False, getstate_setstate=False)
class InboundLogsListResult(_values.Model):
    """What inbound_logs.list returns.

    Attributes:
        data: The messages.
        count: How many messages this response has. Example: 1.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "inbound_logs.list"

    success: bool | _Unset = _UNSET
    data: list[InboundLogEntry] | _Unset = _UNSET
    """The messages."""
    count: int | _Unset = _UNSET
    """How many messages this response has. Example: 1."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.data is not _UNSET:
            fields["data"] = _values.to_wire(self.data)
        if self.count is not _UNSET:
            fields["count"] = self.count
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_data = rest.pop("data", _UNSET)
        if v_data.__class__ is not list and v_data is not _UNSET:
            v_data = _parsing.deviating(v_data, "a list", f"{at}data", deviations)
        elif isinstance(v_data, list):
            v_data = [
                InboundLogEntry.from_dict(v_item, at=f"{at}data[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}data[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_data)
            ]

        v_count = rest.pop("count", _UNSET)
        if v_count.__class__ is not int and v_count is not _UNSET:
            v_count = _parsing.deviating(v_count, "an integer", f"{at}count", deviations)

        return cls(success=v_success, data=v_data, count=v_count, additional_properties=rest)
