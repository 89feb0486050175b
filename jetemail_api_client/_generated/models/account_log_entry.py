"""AccountLogEntry.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .inbound_log_action import InboundLogAction


@_define(kw_only=True, repr=False, getstate_setstate=False)
class AccountLogEntry(_values.Model):
    """A message with its events. Which fields always come is not published.

    Attributes:
        field_domain: Domain that the message was for.
        field_domain_uuid: UUID of the domain.
        field_domain_type: Kind of the domain; the full list of values is not published. Values
            seen so far: domain.
        uid: Uid of the message. Example: 67020a88e9ab3a023e12.
        status: State of the message; the full list of values is not published. Values seen so
            far: delivered.
        from_: The sender.
        to: The recipient.
        subject: Subject line.
        rejected_count: How many times the message was rejected.
        delivery_count: How many times the message was delivered.
        delivered_timestamp: When the message was delivered, in Unix milliseconds. Timezone-
            aware.
        rejected_response: Response with which the message was rejected.
        response: Response of the receiving server.
        actions: The events of the message.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "AccountLogEntry"

    field_domain: str | _Unset = _UNSET
    """Domain that the message was for."""
    field_domain_uuid: str | _Unset = _UNSET
    """UUID of the domain."""
    field_domain_type: str | _Unset = _UNSET
    """Kind of the domain; the full list of values is not published. Values seen so far: domain."""
    uid: str | _Unset = _UNSET
    """Uid of the message. Example: 67020a88e9ab3a023e12."""
    status: str | _Unset = _UNSET
    """State of the message; the full list of values is not published. Values seen so far:
    delivered."""
    from_: str | _Unset = _UNSET
    """The sender."""
    to: str | _Unset = _UNSET
    """The recipient."""
    subject: str | _Unset = _UNSET
    """Subject line."""
    rejected_count: int | _Unset = _UNSET
    """How many times the message was rejected."""
    delivery_count: int | _Unset = _UNSET
    """How many times the message was delivered."""
    delivered_timestamp: datetime | _Unset = _UNSET
    """When the message was delivered, in Unix milliseconds. Timezone-aware."""
    rejected_response: str | _Unset = _UNSET
    """Response with which the message was rejected."""
    response: str | _Unset = _UNSET
    """Response of the receiving server."""
    actions: list[InboundLogAction] | _Unset = _UNSET
    """The events of the message."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.field_domain is not _UNSET:
            fields["_domain"] = self.field_domain
        if self.field_domain_uuid is not _UNSET:
            fields["_domain_uuid"] = self.field_domain_uuid
        if self.field_domain_type is not _UNSET:
            fields["_domain_type"] = self.field_domain_type
        if self.uid is not _UNSET:
            fields["uid"] = self.uid
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.from_ is not _UNSET:
            fields["from"] = self.from_
        if self.to is not _UNSET:
            fields["to"] = self.to
        if self.subject is not _UNSET:
            fields["subject"] = self.subject
        if self.rejected_count is not _UNSET:
            fields["rejected_count"] = self.rejected_count
        if self.delivery_count is not _UNSET:
            fields["delivery_count"] = self.delivery_count
        if self.delivered_timestamp is not _UNSET:
            fields["delivered_timestamp"] = _wire_formats.UNIX_MILLISECONDS.write(
                self.delivered_timestamp, raw.get("delivered_timestamp", _UNSET)
            )
        if self.rejected_response is not _UNSET:
            fields["rejected_response"] = self.rejected_response
        if self.response is not _UNSET:
            fields["response"] = self.response
        if self.actions is not _UNSET:
            fields["actions"] = _values.to_wire(self.actions)
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
        v_field_domain = rest.pop("_domain", _UNSET)
        if v_field_domain.__class__ is not str and v_field_domain is not _UNSET:
            v_field_domain = _parsing.deviating(
                v_field_domain, "a string", f"{at}_domain", deviations
            )

        v_field_domain_uuid = rest.pop("_domain_uuid", _UNSET)
        if v_field_domain_uuid.__class__ is not str and v_field_domain_uuid is not _UNSET:
            v_field_domain_uuid = _parsing.deviating(
                v_field_domain_uuid, "a string", f"{at}_domain_uuid", deviations
            )

        v_field_domain_type = rest.pop("_domain_type", _UNSET)
        if v_field_domain_type.__class__ is not str and v_field_domain_type is not _UNSET:
            v_field_domain_type = _parsing.deviating(
                v_field_domain_type, "a string", f"{at}_domain_type", deviations
            )

        v_uid = rest.pop("uid", _UNSET)
        if v_uid.__class__ is not str and v_uid is not _UNSET:
            v_uid = _parsing.deviating(v_uid, "a string", f"{at}uid", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        v_from_ = rest.pop("from", _UNSET)
        if v_from_.__class__ is not str and v_from_ is not _UNSET:
            v_from_ = _parsing.deviating(v_from_, "a string", f"{at}from", deviations)

        v_to = rest.pop("to", _UNSET)
        if v_to.__class__ is not str and v_to is not _UNSET:
            v_to = _parsing.deviating(v_to, "a string", f"{at}to", deviations)

        v_subject = rest.pop("subject", _UNSET)
        if v_subject.__class__ is not str and v_subject is not _UNSET:
            v_subject = _parsing.deviating(v_subject, "a string", f"{at}subject", deviations)

        v_rejected_count = rest.pop("rejected_count", _UNSET)
        if v_rejected_count.__class__ is not int and v_rejected_count is not _UNSET:
            v_rejected_count = _parsing.deviating(
                v_rejected_count, "an integer", f"{at}rejected_count", deviations
            )

        v_delivery_count = rest.pop("delivery_count", _UNSET)
        if v_delivery_count.__class__ is not int and v_delivery_count is not _UNSET:
            v_delivery_count = _parsing.deviating(
                v_delivery_count, "an integer", f"{at}delivery_count", deviations
            )

        v_delivered_timestamp = rest.pop("delivered_timestamp", _UNSET)
        if v_delivered_timestamp is not _UNSET:
            v_delivered_timestamp = _wire_formats.UNIX_MILLISECONDS.read(
                v_delivered_timestamp, at, deviations, raw, "delivered_timestamp"
            )

        v_rejected_response = rest.pop("rejected_response", _UNSET)
        if v_rejected_response.__class__ is not str and v_rejected_response is not _UNSET:
            v_rejected_response = _parsing.deviating(
                v_rejected_response, "a string", f"{at}rejected_response", deviations
            )

        v_response = rest.pop("response", _UNSET)
        if v_response.__class__ is not str and v_response is not _UNSET:
            v_response = _parsing.deviating(v_response, "a string", f"{at}response", deviations)

        v_actions = rest.pop("actions", _UNSET)
        if v_actions.__class__ is not list and v_actions is not _UNSET:
            v_actions = _parsing.deviating(v_actions, "a list", f"{at}actions", deviations)
        elif isinstance(v_actions, list):
            v_actions = [
                InboundLogAction.from_dict(
                    v_item, at=f"{at}actions[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}actions[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_actions)
            ]

        return _values.received(
            cls(
                field_domain=v_field_domain,
                field_domain_uuid=v_field_domain_uuid,
                field_domain_type=v_field_domain_type,
                uid=v_uid,
                status=v_status,
                from_=v_from_,
                to=v_to,
                subject=v_subject,
                rejected_count=v_rejected_count,
                delivery_count=v_delivery_count,
                delivered_timestamp=v_delivered_timestamp,
                rejected_response=v_rejected_response,
                response=v_response,
                actions=v_actions,
                additional_properties=rest,
            ),
            raw=raw,
        )
