"""InboundLogAction.

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
class InboundLogAction(_values.Model):
    """An event in the life of the message.

    Attributes:
        id: Id of the event.
        logtype: Kind of the event; the full list of values is not published. Values seen so
            far: inbound.
        response: Response of the server.
        date: When it took place, in Unix milliseconds. Timezone-aware.
        timestamp: The same moment as ISO 8601 text. Timezone-aware.
        host: Host of the event; an empty string if there is none.
        ip: IP address of the event.
        port: Port of the event.
        mode: Mode of the event; the values are not published.
        delay: Delay of the event; the unit is not published.
        spam_score: Spam score of the message.
        spam_report: Report of the spam check.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "InboundLogAction"

    id: str | _Unset = _UNSET
    """Id of the event."""
    logtype: str | _Unset = _UNSET
    """Kind of the event; the full list of values is not published. Values seen so far: inbound."""
    response: str | _Unset = _UNSET
    """Response of the server."""
    date: datetime | _Unset = _UNSET
    """When it took place, in Unix milliseconds. Timezone-aware."""
    timestamp: datetime | _Unset = _UNSET
    """The same moment as ISO 8601 text. Timezone-aware."""
    host: str | _Unset = _UNSET
    """Host of the event; an empty string if there is none."""
    ip: str | _Unset = _UNSET
    """IP address of the event."""
    port: int | _Unset = _UNSET
    """Port of the event."""
    mode: str | _Unset = _UNSET
    """Mode of the event; the values are not published."""
    delay: float | _Unset = _UNSET
    """Delay of the event; the unit is not published."""
    spam_score: float | _Unset = _UNSET
    """Spam score of the message."""
    spam_report: str | _Unset = _UNSET
    """Report of the spam check."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.id is not _UNSET:
            fields["id"] = self.id
        if self.logtype is not _UNSET:
            fields["logtype"] = self.logtype
        if self.response is not _UNSET:
            fields["response"] = self.response
        if self.date is not _UNSET:
            fields["date"] = _wire_formats.UNIX_MILLISECONDS.write(
                self.date, raw.get("date", _UNSET)
            )
        if self.timestamp is not _UNSET:
            fields["timestamp"] = _wire_formats.ISO_8601.write(
                self.timestamp, raw.get("timestamp", _UNSET)
            )
        if self.host is not _UNSET:
            fields["host"] = self.host
        if self.ip is not _UNSET:
            fields["ip"] = self.ip
        if self.port is not _UNSET:
            fields["port"] = self.port
        if self.mode is not _UNSET:
            fields["mode"] = self.mode
        if self.delay is not _UNSET:
            fields["delay"] = self.delay
        if self.spam_score is not _UNSET:
            fields["spam_score"] = self.spam_score
        if self.spam_report is not _UNSET:
            fields["spam_report"] = self.spam_report
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

        v_logtype = rest.pop("logtype", _UNSET)
        if v_logtype.__class__ is not str and v_logtype is not _UNSET:
            v_logtype = _parsing.deviating(v_logtype, "a string", f"{at}logtype", deviations)

        v_response = rest.pop("response", _UNSET)
        if v_response.__class__ is not str and v_response is not _UNSET:
            v_response = _parsing.deviating(v_response, "a string", f"{at}response", deviations)

        v_date = rest.pop("date", _UNSET)
        if v_date is not _UNSET:
            v_date = _wire_formats.UNIX_MILLISECONDS.read(v_date, at, deviations, raw, "date")

        v_timestamp = rest.pop("timestamp", _UNSET)
        if v_timestamp is not _UNSET:
            v_timestamp = _wire_formats.ISO_8601.read(v_timestamp, at, deviations, raw, "timestamp")

        v_host = rest.pop("host", _UNSET)
        if v_host.__class__ is not str and v_host is not _UNSET:
            v_host = _parsing.deviating(v_host, "a string", f"{at}host", deviations)

        v_ip = rest.pop("ip", _UNSET)
        if v_ip.__class__ is not str and v_ip is not _UNSET:
            v_ip = _parsing.deviating(v_ip, "a string", f"{at}ip", deviations)

        v_port = rest.pop("port", _UNSET)
        if v_port.__class__ is not int and v_port is not _UNSET:
            v_port = _parsing.deviating(v_port, "an integer", f"{at}port", deviations)

        v_mode = rest.pop("mode", _UNSET)
        if v_mode.__class__ is not str and v_mode is not _UNSET:
            v_mode = _parsing.deviating(v_mode, "a string", f"{at}mode", deviations)

        v_delay = rest.pop("delay", _UNSET)
        if (
            v_delay.__class__ is not float
            and v_delay.__class__ is not int
            and v_delay is not _UNSET
        ):
            v_delay = _parsing.deviating(v_delay, "a number", f"{at}delay", deviations)

        v_spam_score = rest.pop("spam_score", _UNSET)
        if (
            v_spam_score.__class__ is not float
            and v_spam_score.__class__ is not int
            and v_spam_score is not _UNSET
        ):
            v_spam_score = _parsing.deviating(
                v_spam_score, "a number", f"{at}spam_score", deviations
            )

        v_spam_report = rest.pop("spam_report", _UNSET)
        if v_spam_report.__class__ is not str and v_spam_report is not _UNSET:
            v_spam_report = _parsing.deviating(
                v_spam_report, "a string", f"{at}spam_report", deviations
            )

        return _values.received(
            cls(
                id=v_id,
                logtype=v_logtype,
                response=v_response,
                date=v_date,
                timestamp=v_timestamp,
                host=v_host,
                ip=v_ip,
                port=v_port,
                mode=v_mode,
                delay=v_delay,
                spam_score=v_spam_score,
                spam_report=v_spam_report,
                additional_properties=rest,
            ),
            raw=raw,
        )
