"""WebhooksQueryResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .webhook_event import WebhookEvent


@_define(kw_only=True, repr=False, getstate_setstate=False)
class WebhooksQueryResult(_values.Model):
    """What webhooks.query returns.

    Attributes:
        events: The events.
        total: How many events there are. Example: 150.
        limit: How many events a page has at most. Example: 50.
        offset: How many events come before this page. Example: 0.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "webhooks.query"

    events: list[WebhookEvent] | _Unset = _UNSET
    """The events."""
    total: int | _Unset = _UNSET
    """How many events there are. Example: 150."""
    limit: int | _Unset = _UNSET
    """How many events a page has at most. Example: 50."""
    offset: int | _Unset = _UNSET
    """How many events come before this page. Example: 0."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.events is not _UNSET:
            fields["events"] = _values.to_wire(self.events)
        if self.total is not _UNSET:
            fields["total"] = self.total
        if self.limit is not _UNSET:
            fields["limit"] = self.limit
        if self.offset is not _UNSET:
            fields["offset"] = self.offset
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
        v_events = rest.pop("events", _UNSET)
        if v_events.__class__ is not list and v_events is not _UNSET:
            v_events = _parsing.deviating(v_events, "a list", f"{at}events", deviations)
        elif isinstance(v_events, list):
            v_events = [
                WebhookEvent.from_dict(v_item, at=f"{at}events[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}events[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_events)
            ]

        v_total = rest.pop("total", _UNSET)
        if v_total.__class__ is not int and v_total is not _UNSET:
            v_total = _parsing.deviating(v_total, "an integer", f"{at}total", deviations)

        v_limit = rest.pop("limit", _UNSET)
        if v_limit.__class__ is not int and v_limit is not _UNSET:
            v_limit = _parsing.deviating(v_limit, "an integer", f"{at}limit", deviations)

        v_offset = rest.pop("offset", _UNSET)
        if v_offset.__class__ is not int and v_offset is not _UNSET:
            v_offset = _parsing.deviating(v_offset, "an integer", f"{at}offset", deviations)

        return cls(
            events=v_events,
            total=v_total,
            limit=v_limit,
            offset=v_offset,
            additional_properties=rest,
        )
