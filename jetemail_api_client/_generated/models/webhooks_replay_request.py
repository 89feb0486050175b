"""WebhooksReplayRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class WebhooksReplayRequest(_values.Model):
    """What webhooks.replay sends.

    Attributes:
        event_id: Id of the event. Example: evt_abc123.
        source_uid: Uid of the message whose events are replayed. Example: message-uid-xyz.
        uuid: UUID of the only webhook to send to. Example:
            a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "webhooks.replay"

    event_id: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Id of the event. Example: evt_abc123."""
    source_uid: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Uid of the message whose events are replayed. Example: message-uid-xyz."""
    uuid: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """UUID of the only webhook to send to. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.event_id is not _UNSET and self.event_id is not None:
            fields["event_id"] = self.event_id
        if self.source_uid is not _UNSET and self.source_uid is not None:
            fields["source_uid"] = self.source_uid
        if self.uuid is not _UNSET and self.uuid is not None:
            fields["uuid"] = self.uuid
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
        v_event_id = rest.pop("event_id", _UNSET)
        if v_event_id.__class__ is not str and v_event_id is not _UNSET:
            v_event_id = _parsing.deviating(v_event_id, "a string", f"{at}event_id", deviations)

        v_source_uid = rest.pop("source_uid", _UNSET)
        if v_source_uid.__class__ is not str and v_source_uid is not _UNSET:
            v_source_uid = _parsing.deviating(
                v_source_uid, "a string", f"{at}source_uid", deviations
            )

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        return cls(
            event_id=v_event_id, source_uid=v_source_uid, uuid=v_uuid, additional_properties=rest
        )
