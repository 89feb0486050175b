"""OutboundLogsListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .outbound_log_entry import OutboundLogEntry
from .outbound_log_pages import OutboundLogPages


@_define(kw_only=True)
class OutboundLogsListResult:
    """What outbound_logs.list returns.

    Attributes:
        pagination: Where this page is.
        data: The log entries.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "outbound_logs.list"

    success: bool | _Unset = _UNSET
    pagination: OutboundLogPages | _Unset = _UNSET
    data: list[OutboundLogEntry] | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.pagination is not _UNSET:
            fields["pagination"] = _values.wire_form(self.pagination)
        if self.data is not _UNSET:
            fields["data"] = _values.wire_form(self.data)
        return fields

    @classmethod
    def from_dict(
        cls,
        src: Mapping[str, Any] | list[Any],
        /,
        *,
        at: str = "",
        odd: _readings.Oddities | None = None,
    ) -> Self:
        """Read the object from JSON.

        Args:
            src: The decoded object, or the list that belongs in its field data.
            at: Where it stands, for errors: "" or a path that ends in a dot.
            odd: Takes a sentence for each departure from the description that loses nothing.

        Raises:
            APIResponseValidationError: It is no object, or a required field is missing.
        """
        rest = _readings.fields_of(src, at, "data")
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _readings.kept(v_success, "a boolean", f"{at}success", odd)

        v_pagination = rest.pop("pagination", _UNSET)
        if v_pagination.__class__ is not dict and v_pagination is not _UNSET:
            v_pagination = _readings.kept(v_pagination, "an object", f"{at}pagination", odd)
        elif isinstance(v_pagination, dict):
            v_pagination = OutboundLogPages.from_dict(v_pagination, at=f"{at}pagination.", odd=odd)

        v_data = rest.pop("data", _UNSET)
        if v_data.__class__ is not list and v_data is not _UNSET:
            v_data = _readings.kept(v_data, "a list", f"{at}data", odd)
        elif isinstance(v_data, list):
            v_data = [
                OutboundLogEntry.from_dict(v_item, at=f"{at}data[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}data[{v_index}]", odd)
                for v_index, v_item in enumerate(v_data)
            ]

        return cls(
            success=v_success, pagination=v_pagination, data=v_data, additional_properties=rest
        )
