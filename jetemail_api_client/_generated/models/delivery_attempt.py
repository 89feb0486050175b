"""DeliveryAttempt.

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
class DeliveryAttempt(_values.Model):
    """An attempt to deliver the message.

    Attributes:
        action: What came of the attempt.
        receiver: The recipient.
        mx: Mail exchanger of the attempt.
        host: Host of the attempt.
        ip: IP address of the attempt.
        response: Response to the attempt.
        protocol: Protocol of the attempt.
        date: When the attempt was made; the unit is not published, and timestamp has the same
            moment as text.
        timestamp: When the attempt was made, as text. Timezone-aware.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "DeliveryAttempt"

    action: str | _Unset = _UNSET
    """What came of the attempt."""
    receiver: str | _Unset = _UNSET
    """The recipient."""
    mx: str | _Unset = _UNSET
    """Mail exchanger of the attempt."""
    host: str | _Unset = _UNSET
    """Host of the attempt."""
    ip: str | _Unset = _UNSET
    """IP address of the attempt."""
    response: str | _Unset = _UNSET
    """Response to the attempt."""
    protocol: str | _Unset = _UNSET
    """Protocol of the attempt."""
    date: int | _Unset = _UNSET
    """When the attempt was made; the unit is not published, and timestamp has the same moment as
    text."""
    timestamp: datetime | _Unset = _UNSET
    """When the attempt was made, as text. Timezone-aware."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.action is not _UNSET:
            fields["action"] = self.action
        if self.receiver is not _UNSET:
            fields["receiver"] = self.receiver
        if self.mx is not _UNSET:
            fields["mx"] = self.mx
        if self.host is not _UNSET:
            fields["host"] = self.host
        if self.ip is not _UNSET:
            fields["ip"] = self.ip
        if self.response is not _UNSET:
            fields["response"] = self.response
        if self.protocol is not _UNSET:
            fields["protocol"] = self.protocol
        if self.date is not _UNSET:
            fields["date"] = self.date
        if self.timestamp is not _UNSET:
            fields["timestamp"] = _wire_formats.ISO_8601.write(
                self.timestamp, raw.get("timestamp", _UNSET)
            )
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
        v_action = rest.pop("action", _UNSET)
        if v_action.__class__ is not str and v_action is not _UNSET:
            v_action = _parsing.deviating(v_action, "a string", f"{at}action", deviations)

        v_receiver = rest.pop("receiver", _UNSET)
        if v_receiver.__class__ is not str and v_receiver is not _UNSET:
            v_receiver = _parsing.deviating(v_receiver, "a string", f"{at}receiver", deviations)

        v_mx = rest.pop("mx", _UNSET)
        if v_mx.__class__ is not str and v_mx is not _UNSET:
            v_mx = _parsing.deviating(v_mx, "a string", f"{at}mx", deviations)

        v_host = rest.pop("host", _UNSET)
        if v_host.__class__ is not str and v_host is not _UNSET:
            v_host = _parsing.deviating(v_host, "a string", f"{at}host", deviations)

        v_ip = rest.pop("ip", _UNSET)
        if v_ip.__class__ is not str and v_ip is not _UNSET:
            v_ip = _parsing.deviating(v_ip, "a string", f"{at}ip", deviations)

        v_response = rest.pop("response", _UNSET)
        if v_response.__class__ is not str and v_response is not _UNSET:
            v_response = _parsing.deviating(v_response, "a string", f"{at}response", deviations)

        v_protocol = rest.pop("protocol", _UNSET)
        if v_protocol.__class__ is not str and v_protocol is not _UNSET:
            v_protocol = _parsing.deviating(v_protocol, "a string", f"{at}protocol", deviations)

        v_date = rest.pop("date", _UNSET)
        if v_date.__class__ is not int and v_date is not _UNSET:
            v_date = _parsing.deviating(v_date, "an integer", f"{at}date", deviations)

        v_timestamp = rest.pop("timestamp", _UNSET)
        if v_timestamp is not _UNSET:
            v_timestamp = _wire_formats.ISO_8601.read(v_timestamp, at, deviations, raw, "timestamp")

        return _values.received(
            cls(
                action=v_action,
                receiver=v_receiver,
                mx=v_mx,
                host=v_host,
                ip=v_ip,
                response=v_response,
                protocol=v_protocol,
                date=v_date,
                timestamp=v_timestamp,
                additional_properties=rest,
            ),
            raw=raw,
        )
