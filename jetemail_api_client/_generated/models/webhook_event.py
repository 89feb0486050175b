"""WebhookEvent.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class WebhookEvent(_values.Model):
    """An event.

    Attributes:
        id: Id of the event. Example: evt_xyz789.
        uuid: UUID of the webhook. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
        service: outbound or inbound. Example: outbound.
        event_type: Type of the event. Example: outbound.delivered.
        source_uid: Uid of the message. Example: message-uid-123.
        source_action: Action in the log that the event comes from. Example: ACCEPTED.
        payload: What is sent to the webhook.
        webhook_url: Address that the event is sent to. Example: https://example.com/webhook.
        created_at: When the event came about, in Unix seconds. Timezone-aware.
        latest_status: State of the delivery after the latest attempt. Example: success.
        total_attempts: How many attempts were made. Example: 1.
        last_response_code: HTTP status of the latest attempt. Example: 200.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "WebhookEvent"

    id: str | _Unset = _UNSET
    """Id of the event. Example: evt_xyz789."""
    uuid: str | _Unset = _UNSET
    """UUID of the webhook. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d."""
    service: str | _Unset = _UNSET
    """outbound or inbound. Example: outbound."""
    event_type: str | _Unset = _UNSET
    """Type of the event. Example: outbound.delivered."""
    source_uid: str | _Unset = _UNSET
    """Uid of the message. Example: message-uid-123."""
    source_action: str | _Unset = _UNSET
    """Action in the log that the event comes from. Example: ACCEPTED."""
    payload: dict[str, Any] | _Unset = _UNSET
    """What is sent to the webhook."""
    webhook_url: str | _Unset = _UNSET
    """Address that the event is sent to. Example: https://example.com/webhook."""
    created_at: datetime | _Unset = _UNSET
    """When the event came about, in Unix seconds. Timezone-aware."""
    latest_status: str | _Unset = _UNSET
    """State of the delivery after the latest attempt. Example: success."""
    total_attempts: int | _Unset = _UNSET
    """How many attempts were made. Example: 1."""
    last_response_code: int | _Unset = _UNSET
    """HTTP status of the latest attempt. Example: 200."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.id is not _UNSET:
            fields["id"] = self.id
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.service is not _UNSET:
            fields["service"] = self.service
        if self.event_type is not _UNSET:
            fields["event_type"] = self.event_type
        if self.source_uid is not _UNSET:
            fields["source_uid"] = self.source_uid
        if self.source_action is not _UNSET:
            fields["source_action"] = self.source_action
        if self.payload is not _UNSET:
            fields["payload"] = _values.to_wire(self.payload)
        if self.webhook_url is not _UNSET:
            fields["webhook_url"] = self.webhook_url
        if self.created_at is not _UNSET:
            fields["created_at"] = _wire_formats.UNIX_SECONDS.write(
                self.created_at, raw.get("created_at", _UNSET)
            )
        if self.latest_status is not _UNSET:
            fields["latest_status"] = self.latest_status
        if self.total_attempts is not _UNSET:
            fields["total_attempts"] = self.total_attempts
        if self.last_response_code is not _UNSET:
            fields["last_response_code"] = self.last_response_code
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
        if v_id.__class__ is not str and v_id is not _UNSET:
            v_id = _parsing.deviating(v_id, "a string", f"{at}id", deviations)

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        v_service = rest.pop("service", _UNSET)
        if v_service.__class__ is not str and v_service is not _UNSET:
            v_service = _parsing.deviating(v_service, "a string", f"{at}service", deviations)

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

        v_source_action = rest.pop("source_action", _UNSET)
        if v_source_action.__class__ is not str and v_source_action is not _UNSET:
            v_source_action = _parsing.deviating(
                v_source_action, "a string", f"{at}source_action", deviations
            )

        v_payload = rest.pop("payload", _UNSET)
        if v_payload.__class__ is not dict and v_payload is not _UNSET:
            v_payload = _parsing.deviating(v_payload, "an object", f"{at}payload", deviations)

        v_webhook_url = rest.pop("webhook_url", _UNSET)
        if v_webhook_url.__class__ is not str and v_webhook_url is not _UNSET:
            v_webhook_url = _parsing.deviating(
                v_webhook_url, "a string", f"{at}webhook_url", deviations
            )

        v_created_at = rest.pop("created_at", _UNSET)
        if v_created_at is not _UNSET:
            v_created_at = _wire_formats.UNIX_SECONDS.read(
                v_created_at, at, deviations, raw, "created_at"
            )

        v_latest_status = rest.pop("latest_status", _UNSET)
        if v_latest_status.__class__ is not str and v_latest_status is not _UNSET:
            v_latest_status = _parsing.deviating(
                v_latest_status, "a string", f"{at}latest_status", deviations
            )

        v_total_attempts = rest.pop("total_attempts", _UNSET)
        if v_total_attempts.__class__ is not int and v_total_attempts is not _UNSET:
            v_total_attempts = _parsing.deviating(
                v_total_attempts, "an integer", f"{at}total_attempts", deviations
            )

        v_last_response_code = rest.pop("last_response_code", _UNSET)
        if v_last_response_code.__class__ is not int and v_last_response_code is not _UNSET:
            v_last_response_code = _parsing.deviating(
                v_last_response_code, "an integer", f"{at}last_response_code", deviations
            )

        return _values.received(
            cls(
                id=v_id,
                uuid=v_uuid,
                service=v_service,
                event_type=v_event_type,
                source_uid=v_source_uid,
                source_action=v_source_action,
                payload=v_payload,
                webhook_url=v_webhook_url,
                created_at=v_created_at,
                latest_status=v_latest_status,
                total_attempts=v_total_attempts,
                last_response_code=v_last_response_code,
                additional_properties=rest,
            ),
            raw=raw,
        )
