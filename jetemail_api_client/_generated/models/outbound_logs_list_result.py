"""OutboundLogsListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .outbound_log_entry import OutboundLogEntry
from .outbound_log_pages import OutboundLogPages


@_define(kw_only=True, repr=False, getstate_setstate=False)
class OutboundLogsListResult(_values.Model):
    """What outbound_logs.list returns.

    Attributes:
        pagination: Where this page is.
        data: The log entries.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "outbound_logs.list"

    success: bool | _Unset = _UNSET
    pagination: OutboundLogPages | _Unset = _UNSET
    """Where this page is."""
    data: list[OutboundLogEntry] | _Unset = _UNSET
    """The log entries."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.pagination is not _UNSET:
            fields["pagination"] = _values.to_wire(self.pagination)
        if self.data is not _UNSET:
            fields["data"] = _values.to_wire(self.data)
        return fields

    @classmethod
    def from_dict(
        cls,
        src: Mapping[str, Any] | list[Any],
        /,
        *,
        at: str = "",
        deviations: _parsing.Deviations | None = None,
    ) -> Self:
        """Parse the object from decoded JSON.

        Args:
            src: The decoded object, or the list that belongs in its field data.
            at: Its position in the response, for errors: "" or a path that ends in a dot.
            deviations: Receives a sentence for each deviation from the description.

        Raises:
            APIResponseValidationError: It is not an object, or a required field is missing.
        """
        rest = _parsing.fields_of(src, at, "data")
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_pagination = rest.pop("pagination", _UNSET)
        if v_pagination.__class__ is not dict and v_pagination is not _UNSET:
            v_pagination = _parsing.deviating(
                v_pagination, "an object", f"{at}pagination", deviations
            )
        elif isinstance(v_pagination, dict):
            v_pagination = OutboundLogPages.from_dict(
                v_pagination, at=f"{at}pagination.", deviations=deviations
            )

        v_data = rest.pop("data", _UNSET)
        if v_data.__class__ is not list and v_data is not _UNSET:
            v_data = _parsing.deviating(v_data, "a list", f"{at}data", deviations)
        elif isinstance(v_data, list):
            v_data = [
                OutboundLogEntry.from_dict(
                    v_item, at=f"{at}data[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}data[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_data)
            ]

        return cls(
            success=v_success, pagination=v_pagination, data=v_data, additional_properties=rest
        )
