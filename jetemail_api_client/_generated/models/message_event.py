"""MessageEvent.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET
from .message_event_data import MessageEventData


@_define(kw_only=True, repr=False, getstate_setstate=False)
class MessageEvent(_values.Model):
    """What happened to a message.

    Attributes:
        id: Id of the event, which is the same in repeated deliveries. Example: evt_abc123.
        service: The service that it comes from.
        type_: What happened.
        created_at: When the event came about, in Unix seconds. Timezone-aware.
        data: What is known of the message. The fields of outbound.queued are published, and
            most of outbound.delivered; those of the other types are not.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "MessageEvent"

    id: str
    """Id of the event, which is the same in repeated deliveries. Example: evt_abc123."""
    service: Literal["outbound", "inbound"] | str
    """The service that it comes from."""
    type_: (
        Literal[
            "outbound.queued",
            "outbound.delivered",
            "outbound.deferred",
            "outbound.bounced",
            "outbound.rejected",
            "outbound.spam",
            "outbound.virus",
            "outbound.dropped",
            "outbound.opened",
            "outbound.clicked",
            "outbound.complaint",
            "inbound.received",
            "inbound.delivered",
            "inbound.spam",
            "inbound.blocked",
        ]
        | str
    )
    """What happened."""
    created_at: datetime
    """When the event came about, in Unix seconds. Timezone-aware."""
    data: MessageEventData
    """What is known of the message. The fields of outbound.queued are published, and most of
    outbound.delivered; those of the other types are not."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        fields["id"] = self.id
        fields["service"] = self.service
        fields["type"] = self.type_
        fields["created_at"] = _wire_formats.UNIX_SECONDS.write(
            self.created_at, raw.get("created_at", _UNSET)
        )
        fields["data"] = _values.to_wire(self.data)
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
        v_id = rest.pop("id", _UNSET)
        if v_id is _UNSET:
            raise _parsing.missing(f"{at}id")
        if v_id.__class__ is not str:
            v_id = _parsing.deviating(v_id, "a string", f"{at}id", deviations)

        v_service = rest.pop("service", _UNSET)
        if v_service is _UNSET:
            raise _parsing.missing(f"{at}service")
        if v_service.__class__ is not str:
            v_service = _parsing.deviating(v_service, "a string", f"{at}service", deviations)

        v_type_ = rest.pop("type", _UNSET)
        if v_type_ is _UNSET:
            raise _parsing.missing(f"{at}type")
        if v_type_.__class__ is not str:
            v_type_ = _parsing.deviating(v_type_, "a string", f"{at}type", deviations)

        v_created_at = rest.pop("created_at", _UNSET)
        if v_created_at is _UNSET:
            raise _parsing.missing(f"{at}created_at")
        v_created_at = _wire_formats.UNIX_SECONDS.read(
            v_created_at, at, deviations, raw, "created_at"
        )

        v_data = rest.pop("data", _UNSET)
        if v_data is _UNSET:
            raise _parsing.missing(f"{at}data")
        if v_data.__class__ is not dict:
            v_data = _parsing.deviating(v_data, "an object", f"{at}data", deviations)
        elif isinstance(v_data, dict):
            v_data = MessageEventData.from_dict(v_data, at=f"{at}data.", deviations=deviations)

        return _values.received(
            cls(
                id=v_id,
                service=v_service,
                type_=v_type_,
                created_at=v_created_at,
                data=v_data,
                additional_properties=rest,
            ),
            raw=raw,
        )
