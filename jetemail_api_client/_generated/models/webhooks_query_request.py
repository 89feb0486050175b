"""WebhooksQueryRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import (
    parsing as _parsing,
    validators as _validators,
    values as _values,
    wire_formats as _wire_formats,
)
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class WebhooksQueryRequest(_values.Model):
    """What webhooks.query sends.

    Attributes:
        uuid: Only events of the webhook with this UUID. Example:
            a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
        event_id: Only the event with this id. Example: evt_xyz789.
        event_type: Only events of this type. Example: outbound.delivered.
        source_uid: Only events of the message with this uid. Example: message-uid-123.
        status: Only events in this state of delivery; a delivered event is success here.
            Example: success.
        date_from: Start of the time range, in Unix seconds. Must be timezone-aware.
        date_to: End of the time range, in Unix seconds. Must be timezone-aware.
        limit: How many events to return. 1 to 1000. Server default: 50. Example: 50.
        offset: How many events to skip; default and bounds are not published.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "webhooks.query"

    uuid: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Only events of the webhook with this UUID. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d."""
    event_id: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Only the event with this id. Example: evt_xyz789."""
    event_type: (
        Literal[
            "outbound.queued",
            "outbound.delivered",
            "outbound.bounced",
            "outbound.rejected",
            "outbound.deferred",
            "outbound.spam",
            "outbound.dropped",
            "outbound.virus",
            "outbound.opened",
            "outbound.clicked",
            "outbound.complaint",
            "inbound.received",
            "inbound.delivered",
            "inbound.spam",
            "inbound.blocked",
        ]
        | None
        | _Unset
    ) = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Only events of this type. Example: outbound.delivered."""
    source_uid: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Only events of the message with this uid. Example: message-uid-123."""
    status: Literal["success", "failed", "retry", "pending"] | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Only events in this state of delivery; a delivered event is success here. Example: success."""
    date_from: datetime | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.aware_datetime, is_optional=True),
    )
    """Start of the time range, in Unix seconds. Must be timezone-aware."""
    date_to: datetime | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.aware_datetime, is_optional=True),
    )
    """End of the time range, in Unix seconds. Must be timezone-aware."""
    limit: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.number(minimum=1, maximum=1000, integer=True), is_optional=True
        ),
    )
    """How many events to return. 1 to 1000. Server default: 50. Example: 50."""
    offset: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(integer=True), is_optional=True),
    )
    """How many events to skip; default and bounds are not published."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uuid is not _UNSET and self.uuid is not None:
            fields["uuid"] = self.uuid
        if self.event_id is not _UNSET and self.event_id is not None:
            fields["event_id"] = self.event_id
        if self.event_type is not _UNSET and self.event_type is not None:
            fields["event_type"] = self.event_type
        if self.source_uid is not _UNSET and self.source_uid is not None:
            fields["source_uid"] = self.source_uid
        if self.status is not _UNSET and self.status is not None:
            fields["status"] = self.status
        if self.date_from is not _UNSET and self.date_from is not None:
            fields["date_from"] = _wire_formats.UNIX_SECONDS.write(
                self.date_from, raw.get("date_from", _UNSET)
            )
        if self.date_to is not _UNSET and self.date_to is not None:
            fields["date_to"] = _wire_formats.UNIX_SECONDS.write(
                self.date_to, raw.get("date_to", _UNSET)
            )
        if self.limit is not _UNSET and self.limit is not None:
            fields["limit"] = self.limit
        if self.offset is not _UNSET and self.offset is not None:
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
        raw: dict[str, Any] = {}
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        v_event_id = rest.pop("event_id", _UNSET)
        if v_event_id.__class__ is not str and v_event_id is not _UNSET:
            v_event_id = _parsing.deviating(v_event_id, "a string", f"{at}event_id", deviations)

        v_event_type = rest.pop("event_type", _UNSET)
        if v_event_type.__class__ is not str and v_event_type is not _UNSET:
            v_event_type = _parsing.deviating(
                v_event_type, "a string", f"{at}event_type", deviations
            )

        v_source_uid = rest.pop("source_uid", _UNSET)
        if v_source_uid.__class__ is not str and v_source_uid is not _UNSET:
            v_source_uid = _parsing.deviating(
                v_source_uid, "a string", f"{at}source_uid", deviations
            )

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        v_date_from = rest.pop("date_from", _UNSET)
        if v_date_from is not _UNSET:
            v_date_from = _wire_formats.UNIX_SECONDS.read(
                v_date_from, at, deviations, raw, "date_from"
            )

        v_date_to = rest.pop("date_to", _UNSET)
        if v_date_to is not _UNSET:
            v_date_to = _wire_formats.UNIX_SECONDS.read(v_date_to, at, deviations, raw, "date_to")

        v_limit = rest.pop("limit", _UNSET)
        if v_limit.__class__ is not int and v_limit is not _UNSET:
            v_limit = _parsing.deviating(v_limit, "an integer", f"{at}limit", deviations)

        v_offset = rest.pop("offset", _UNSET)
        if v_offset.__class__ is not int and v_offset is not _UNSET:
            v_offset = _parsing.deviating(v_offset, "an integer", f"{at}offset", deviations)

        return _values.received(
            cls(
                uuid=v_uuid,
                event_id=v_event_id,
                event_type=v_event_type,
                source_uid=v_source_uid,
                status=v_status,
                date_from=v_date_from,
                date_to=v_date_to,
                limit=v_limit,
                offset=v_offset,
                additional_properties=rest,
            ),
            raw=raw,
        )
