"""OutboundDelivery.

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
class OutboundDelivery(_values.Model):
    """A log entry.

    Attributes:
        uid: Uid of the message. Example: abc123.
        action: What came of the message; the list of values is not published. Example:
            ACCEPTED.
        message_id: Message id.
        response: Response of the receiving server. Example: 250 2.0.0 Ok: queued.
        user: The user that sent the message. Example: smtp_user1.
        from_address: Address of the sender.
        to_address: Address of the recipient.
        date: When it took place, as ISO 8601 text. Timezone-aware.
        mx: Mail exchanger of the recipient. Example: mx.recipient.com.
        host: Host that sent the message. Example: outbound1.server.local.
        outbound_ip: IP address that the message was sent from. Example: 192.168.1.1.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "OutboundDelivery"

    uid: str | _Unset = _UNSET
    """Uid of the message. Example: abc123."""
    action: str | _Unset = _UNSET
    """What came of the message; the list of values is not published. Example: ACCEPTED."""
    message_id: str | _Unset = _UNSET
    """Message id."""
    response: str | _Unset = _UNSET
    """Response of the receiving server. Example: 250 2.0.0 Ok: queued."""
    user: str | _Unset = _UNSET
    """The user that sent the message. Example: smtp_user1."""
    from_address: str | _Unset = _UNSET
    """Address of the sender."""
    to_address: str | _Unset = _UNSET
    """Address of the recipient."""
    date: datetime | _Unset = _UNSET
    """When it took place, as ISO 8601 text. Timezone-aware."""
    mx: str | _Unset = _UNSET
    """Mail exchanger of the recipient. Example: mx.recipient.com."""
    host: str | _Unset = _UNSET
    """Host that sent the message. Example: outbound1.server.local."""
    outbound_ip: str | _Unset = _UNSET
    """IP address that the message was sent from. Example: 192.168.1.1."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uid is not _UNSET:
            fields["uid"] = self.uid
        if self.action is not _UNSET:
            fields["action"] = self.action
        if self.message_id is not _UNSET:
            fields["message_id"] = self.message_id
        if self.response is not _UNSET:
            fields["response"] = self.response
        if self.user is not _UNSET:
            fields["user"] = self.user
        if self.from_address is not _UNSET:
            fields["from_address"] = self.from_address
        if self.to_address is not _UNSET:
            fields["to_address"] = self.to_address
        if self.date is not _UNSET:
            fields["date"] = _wire_formats.ISO_8601.write(self.date, raw.get("date", _UNSET))
        if self.mx is not _UNSET:
            fields["mx"] = self.mx
        if self.host is not _UNSET:
            fields["host"] = self.host
        if self.outbound_ip is not _UNSET:
            fields["outbound_ip"] = self.outbound_ip
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
        v_uid = rest.pop("uid", _UNSET)
        if v_uid.__class__ is not str and v_uid is not _UNSET:
            v_uid = _parsing.deviating(v_uid, "a string", f"{at}uid", deviations)

        v_action = rest.pop("action", _UNSET)
        if v_action.__class__ is not str and v_action is not _UNSET:
            v_action = _parsing.deviating(v_action, "a string", f"{at}action", deviations)

        v_message_id = rest.pop("message_id", _UNSET)
        if v_message_id.__class__ is not str and v_message_id is not _UNSET:
            v_message_id = _parsing.deviating(
                v_message_id, "a string", f"{at}message_id", deviations
            )

        v_response = rest.pop("response", _UNSET)
        if v_response.__class__ is not str and v_response is not _UNSET:
            v_response = _parsing.deviating(v_response, "a string", f"{at}response", deviations)

        v_user = rest.pop("user", _UNSET)
        if v_user.__class__ is not str and v_user is not _UNSET:
            v_user = _parsing.deviating(v_user, "a string", f"{at}user", deviations)

        v_from_address = rest.pop("from_address", _UNSET)
        if v_from_address.__class__ is not str and v_from_address is not _UNSET:
            v_from_address = _parsing.deviating(
                v_from_address, "a string", f"{at}from_address", deviations
            )

        v_to_address = rest.pop("to_address", _UNSET)
        if v_to_address.__class__ is not str and v_to_address is not _UNSET:
            v_to_address = _parsing.deviating(
                v_to_address, "a string", f"{at}to_address", deviations
            )

        v_date = rest.pop("date", _UNSET)
        if v_date is not _UNSET:
            v_date = _wire_formats.ISO_8601.read(v_date, at, deviations, raw, "date")

        v_mx = rest.pop("mx", _UNSET)
        if v_mx.__class__ is not str and v_mx is not _UNSET:
            v_mx = _parsing.deviating(v_mx, "a string", f"{at}mx", deviations)

        v_host = rest.pop("host", _UNSET)
        if v_host.__class__ is not str and v_host is not _UNSET:
            v_host = _parsing.deviating(v_host, "a string", f"{at}host", deviations)

        v_outbound_ip = rest.pop("outbound_ip", _UNSET)
        if v_outbound_ip.__class__ is not str and v_outbound_ip is not _UNSET:
            v_outbound_ip = _parsing.deviating(
                v_outbound_ip, "a string", f"{at}outbound_ip", deviations
            )

        return _values.received(
            cls(
                uid=v_uid,
                action=v_action,
                message_id=v_message_id,
                response=v_response,
                user=v_user,
                from_address=v_from_address,
                to_address=v_to_address,
                date=v_date,
                mx=v_mx,
                host=v_host,
                outbound_ip=v_outbound_ip,
                additional_properties=rest,
            ),
            raw=raw,
        )
