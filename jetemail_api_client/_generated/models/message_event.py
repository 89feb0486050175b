"""MessageEvent.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET
from .message_event_data import MessageEventData


@_define(kw_only=True)
class MessageEvent:
    """What happened to a message.

    Attributes:
        id: Id of the event, by which a repeated delivery is told. Example: evt_abc123.
        service: The service that it comes from.
        type_: What happened.
        created_at: When the event came about, in Unix seconds. An aware datetime here.
        data: What is known of the message. The fields of outbound.queued are published, and
            most of outbound.delivered; those of the other types are not.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "MessageEvent"

    id: str
    service: Literal["outbound", "inbound"] | str
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
    created_at: datetime
    data: MessageEventData
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["id"] = self.id
        fields["service"] = self.service
        fields["type"] = self.type_
        fields["created_at"] = _forms.UNIX_SECONDS.written(
            self.created_at, self._came.get("created_at", _UNSET)
        )
        fields["data"] = _values.wire_form(self.data)
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
        came: dict[str, Any] = {}
        v_id = rest.pop("id", _UNSET)
        if v_id is _UNSET:
            raise _readings.absent(f"{at}id")
        if v_id.__class__ is not str:
            v_id = _readings.kept(v_id, "a string", f"{at}id", odd)

        v_service = rest.pop("service", _UNSET)
        if v_service is _UNSET:
            raise _readings.absent(f"{at}service")
        if v_service.__class__ is not str:
            v_service = _readings.kept(v_service, "a string", f"{at}service", odd)

        v_type_ = rest.pop("type", _UNSET)
        if v_type_ is _UNSET:
            raise _readings.absent(f"{at}type")
        if v_type_.__class__ is not str:
            v_type_ = _readings.kept(v_type_, "a string", f"{at}type", odd)

        v_created_at = rest.pop("created_at", _UNSET)
        if v_created_at is _UNSET:
            raise _readings.absent(f"{at}created_at")
        v_created_at = _forms.UNIX_SECONDS.read(v_created_at, at, odd, came, "created_at")

        v_data = rest.pop("data", _UNSET)
        if v_data is _UNSET:
            raise _readings.absent(f"{at}data")
        if v_data.__class__ is not dict:
            v_data = _readings.kept(v_data, "an object", f"{at}data", odd)
        elif isinstance(v_data, dict):
            v_data = MessageEventData.from_dict(v_data, at=f"{at}data.", odd=odd)

        made = cls(
            id=v_id,
            service=v_service,
            type_=v_type_,
            created_at=v_created_at,
            data=v_data,
            additional_properties=rest,
        )
        made._came = came
        return made
