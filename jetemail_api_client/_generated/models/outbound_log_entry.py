"""OutboundLogEntry.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .delivery_attempt import DeliveryAttempt
from .delivery_summary import DeliverySummary
from .message_click import MessageClick
from .message_open import MessageOpen


@_define(kw_only=True, repr=False, getstate_setstate=False)
class OutboundLogEntry(_values.Model):
    """A message. Other fields may come: the published list is cut off here.

    Attributes:
        uid: Uid of the message. Example: abc123.
        id: Id of the entry.
        message_id: Message id.
        subject: Subject line.
        from_address: Address of the sender.
        to_address: Address of the recipient.
        sender: The sender.
        receiver: The recipient.
        user: The user that sent the message.
        src: The source of the message.
        originhost: The host that the message came from.
        transtype: Kind of transport that the message came by.
        header_from: From header of the message.
        rule_id: Id of the rule.
        first_seen: When the message was first seen; the unit is not published.
        last_updated: When the entry last changed, in Unix milliseconds. Timezone-aware.
        action_count: How many actions the message has had.
        final_mx: Mail exchanger of the last attempt.
        final_host: Host of the last attempt.
        final_ip: IP address of the last attempt.
        final_protocol: Protocol of the last attempt.
        final_response: Response to the last attempt.
        bounce_reason: Why the message bounced.
        bounce_mx: Mail exchanger at which the message bounced.
        bounce_host: Host at which the message bounced.
        delivery_attempts: The attempts to deliver the message.
        delivery_summary: The attempts in numbers.
        opens: The opens of the message.
        clicks: The clicks on links of the message. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "OutboundLogEntry"

    uid: str | _Unset = _UNSET
    """Uid of the message. Example: abc123."""
    id: str | _Unset = _UNSET
    """Id of the entry."""
    message_id: str | _Unset = _UNSET
    """Message id."""
    subject: str | _Unset = _UNSET
    """Subject line."""
    from_address: str | _Unset = _UNSET
    """Address of the sender."""
    to_address: str | _Unset = _UNSET
    """Address of the recipient."""
    sender: str | _Unset = _UNSET
    """The sender."""
    receiver: str | _Unset = _UNSET
    """The recipient."""
    user: str | _Unset = _UNSET
    """The user that sent the message."""
    src: str | _Unset = _UNSET
    """The source of the message."""
    originhost: str | _Unset = _UNSET
    """The host that the message came from."""
    transtype: str | _Unset = _UNSET
    """Kind of transport that the message came by."""
    header_from: str | _Unset = _UNSET
    """From header of the message."""
    rule_id: str | _Unset = _UNSET
    """Id of the rule."""
    first_seen: int | _Unset = _UNSET
    """When the message was first seen; the unit is not published."""
    last_updated: datetime | _Unset = _UNSET
    """When the entry last changed, in Unix milliseconds. Timezone-aware."""
    action_count: int | _Unset = _UNSET
    """How many actions the message has had."""
    final_mx: str | _Unset = _UNSET
    """Mail exchanger of the last attempt."""
    final_host: str | _Unset = _UNSET
    """Host of the last attempt."""
    final_ip: str | _Unset = _UNSET
    """IP address of the last attempt."""
    final_protocol: str | _Unset = _UNSET
    """Protocol of the last attempt."""
    final_response: str | _Unset = _UNSET
    """Response to the last attempt."""
    bounce_reason: str | _Unset = _UNSET
    """Why the message bounced."""
    bounce_mx: str | _Unset = _UNSET
    """Mail exchanger at which the message bounced."""
    bounce_host: str | _Unset = _UNSET
    """Host at which the message bounced."""
    delivery_attempts: list[DeliveryAttempt] | _Unset = _UNSET
    """The attempts to deliver the message."""
    delivery_summary: DeliverySummary | _Unset = _UNSET
    """The attempts in numbers."""
    opens: list[MessageOpen] | _Unset = _UNSET
    """The opens of the message."""
    clicks: list[MessageClick] | _Unset = _UNSET
    """The clicks on links of the message. Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uid is not _UNSET:
            fields["uid"] = self.uid
        if self.id is not _UNSET:
            fields["id"] = self.id
        if self.message_id is not _UNSET:
            fields["message_id"] = self.message_id
        if self.subject is not _UNSET:
            fields["subject"] = self.subject
        if self.from_address is not _UNSET:
            fields["from_address"] = self.from_address
        if self.to_address is not _UNSET:
            fields["to_address"] = self.to_address
        if self.sender is not _UNSET:
            fields["sender"] = self.sender
        if self.receiver is not _UNSET:
            fields["receiver"] = self.receiver
        if self.user is not _UNSET:
            fields["user"] = self.user
        if self.src is not _UNSET:
            fields["src"] = self.src
        if self.originhost is not _UNSET:
            fields["originhost"] = self.originhost
        if self.transtype is not _UNSET:
            fields["transtype"] = self.transtype
        if self.header_from is not _UNSET:
            fields["headerFrom"] = self.header_from
        if self.rule_id is not _UNSET:
            fields["rule_id"] = self.rule_id
        if self.first_seen is not _UNSET:
            fields["first_seen"] = self.first_seen
        if self.last_updated is not _UNSET:
            fields["last_updated"] = _wire_formats.UNIX_MILLISECONDS.write(
                self.last_updated, raw.get("last_updated", _UNSET)
            )
        if self.action_count is not _UNSET:
            fields["action_count"] = self.action_count
        if self.final_mx is not _UNSET:
            fields["final_mx"] = self.final_mx
        if self.final_host is not _UNSET:
            fields["final_host"] = self.final_host
        if self.final_ip is not _UNSET:
            fields["final_ip"] = self.final_ip
        if self.final_protocol is not _UNSET:
            fields["final_protocol"] = self.final_protocol
        if self.final_response is not _UNSET:
            fields["final_response"] = self.final_response
        if self.bounce_reason is not _UNSET:
            fields["bounce_reason"] = self.bounce_reason
        if self.bounce_mx is not _UNSET:
            fields["bounce_mx"] = self.bounce_mx
        if self.bounce_host is not _UNSET:
            fields["bounce_host"] = self.bounce_host
        if self.delivery_attempts is not _UNSET:
            fields["delivery_attempts"] = _values.to_wire(self.delivery_attempts)
        if self.delivery_summary is not _UNSET:
            fields["delivery_summary"] = _values.to_wire(self.delivery_summary)
        if self.opens is not _UNSET:
            fields["opens"] = _values.to_wire(self.opens)
        if self.clicks is not _UNSET:
            fields["clicks"] = _values.to_wire(self.clicks)
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

        v_id = rest.pop("id", _UNSET)
        if v_id.__class__ is not str and v_id is not _UNSET:
            v_id = _parsing.deviating(v_id, "a string", f"{at}id", deviations)

        v_message_id = rest.pop("message_id", _UNSET)
        if v_message_id.__class__ is not str and v_message_id is not _UNSET:
            v_message_id = _parsing.deviating(
                v_message_id, "a string", f"{at}message_id", deviations
            )

        v_subject = rest.pop("subject", _UNSET)
        if v_subject.__class__ is not str and v_subject is not _UNSET:
            v_subject = _parsing.deviating(v_subject, "a string", f"{at}subject", deviations)

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

        v_sender = rest.pop("sender", _UNSET)
        if v_sender.__class__ is not str and v_sender is not _UNSET:
            v_sender = _parsing.deviating(v_sender, "a string", f"{at}sender", deviations)

        v_receiver = rest.pop("receiver", _UNSET)
        if v_receiver.__class__ is not str and v_receiver is not _UNSET:
            v_receiver = _parsing.deviating(v_receiver, "a string", f"{at}receiver", deviations)

        v_user = rest.pop("user", _UNSET)
        if v_user.__class__ is not str and v_user is not _UNSET:
            v_user = _parsing.deviating(v_user, "a string", f"{at}user", deviations)

        v_src = rest.pop("src", _UNSET)
        if v_src.__class__ is not str and v_src is not _UNSET:
            v_src = _parsing.deviating(v_src, "a string", f"{at}src", deviations)

        v_originhost = rest.pop("originhost", _UNSET)
        if v_originhost.__class__ is not str and v_originhost is not _UNSET:
            v_originhost = _parsing.deviating(
                v_originhost, "a string", f"{at}originhost", deviations
            )

        v_transtype = rest.pop("transtype", _UNSET)
        if v_transtype.__class__ is not str and v_transtype is not _UNSET:
            v_transtype = _parsing.deviating(v_transtype, "a string", f"{at}transtype", deviations)

        v_header_from = rest.pop("headerFrom", _UNSET)
        if v_header_from.__class__ is not str and v_header_from is not _UNSET:
            v_header_from = _parsing.deviating(
                v_header_from, "a string", f"{at}headerFrom", deviations
            )

        v_rule_id = rest.pop("rule_id", _UNSET)
        if v_rule_id.__class__ is not str and v_rule_id is not _UNSET:
            v_rule_id = _parsing.deviating(v_rule_id, "a string", f"{at}rule_id", deviations)

        v_first_seen = rest.pop("first_seen", _UNSET)
        if v_first_seen.__class__ is not int and v_first_seen is not _UNSET:
            v_first_seen = _parsing.deviating(
                v_first_seen, "an integer", f"{at}first_seen", deviations
            )

        v_last_updated = rest.pop("last_updated", _UNSET)
        if v_last_updated is not _UNSET:
            v_last_updated = _wire_formats.UNIX_MILLISECONDS.read(
                v_last_updated, at, deviations, raw, "last_updated"
            )

        v_action_count = rest.pop("action_count", _UNSET)
        if v_action_count.__class__ is not int and v_action_count is not _UNSET:
            v_action_count = _parsing.deviating(
                v_action_count, "an integer", f"{at}action_count", deviations
            )

        v_final_mx = rest.pop("final_mx", _UNSET)
        if v_final_mx.__class__ is not str and v_final_mx is not _UNSET:
            v_final_mx = _parsing.deviating(v_final_mx, "a string", f"{at}final_mx", deviations)

        v_final_host = rest.pop("final_host", _UNSET)
        if v_final_host.__class__ is not str and v_final_host is not _UNSET:
            v_final_host = _parsing.deviating(
                v_final_host, "a string", f"{at}final_host", deviations
            )

        v_final_ip = rest.pop("final_ip", _UNSET)
        if v_final_ip.__class__ is not str and v_final_ip is not _UNSET:
            v_final_ip = _parsing.deviating(v_final_ip, "a string", f"{at}final_ip", deviations)

        v_final_protocol = rest.pop("final_protocol", _UNSET)
        if v_final_protocol.__class__ is not str and v_final_protocol is not _UNSET:
            v_final_protocol = _parsing.deviating(
                v_final_protocol, "a string", f"{at}final_protocol", deviations
            )

        v_final_response = rest.pop("final_response", _UNSET)
        if v_final_response.__class__ is not str and v_final_response is not _UNSET:
            v_final_response = _parsing.deviating(
                v_final_response, "a string", f"{at}final_response", deviations
            )

        v_bounce_reason = rest.pop("bounce_reason", _UNSET)
        if v_bounce_reason.__class__ is not str and v_bounce_reason is not _UNSET:
            v_bounce_reason = _parsing.deviating(
                v_bounce_reason, "a string", f"{at}bounce_reason", deviations
            )

        v_bounce_mx = rest.pop("bounce_mx", _UNSET)
        if v_bounce_mx.__class__ is not str and v_bounce_mx is not _UNSET:
            v_bounce_mx = _parsing.deviating(v_bounce_mx, "a string", f"{at}bounce_mx", deviations)

        v_bounce_host = rest.pop("bounce_host", _UNSET)
        if v_bounce_host.__class__ is not str and v_bounce_host is not _UNSET:
            v_bounce_host = _parsing.deviating(
                v_bounce_host, "a string", f"{at}bounce_host", deviations
            )

        v_delivery_attempts = rest.pop("delivery_attempts", _UNSET)
        if v_delivery_attempts.__class__ is not list and v_delivery_attempts is not _UNSET:
            v_delivery_attempts = _parsing.deviating(
                v_delivery_attempts, "a list", f"{at}delivery_attempts", deviations
            )
        elif isinstance(v_delivery_attempts, list):
            v_delivery_attempts = [
                DeliveryAttempt.from_dict(
                    v_item, at=f"{at}delivery_attempts[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}delivery_attempts[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_delivery_attempts)
            ]

        v_delivery_summary = rest.pop("delivery_summary", _UNSET)
        if v_delivery_summary.__class__ is not dict and v_delivery_summary is not _UNSET:
            v_delivery_summary = _parsing.deviating(
                v_delivery_summary, "an object", f"{at}delivery_summary", deviations
            )
        elif isinstance(v_delivery_summary, dict):
            v_delivery_summary = DeliverySummary.from_dict(
                v_delivery_summary, at=f"{at}delivery_summary.", deviations=deviations
            )

        v_opens = rest.pop("opens", _UNSET)
        if v_opens.__class__ is not list and v_opens is not _UNSET:
            v_opens = _parsing.deviating(v_opens, "a list", f"{at}opens", deviations)
        elif isinstance(v_opens, list):
            v_opens = [
                MessageOpen.from_dict(v_item, at=f"{at}opens[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}opens[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_opens)
            ]

        v_clicks = rest.pop("clicks", _UNSET)
        if v_clicks.__class__ is not list and v_clicks is not _UNSET:
            v_clicks = _parsing.deviating(v_clicks, "a list", f"{at}clicks", deviations)
        elif isinstance(v_clicks, list):
            v_clicks = [
                MessageClick.from_dict(v_item, at=f"{at}clicks[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}clicks[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_clicks)
            ]

        return _values.received(
            cls(
                uid=v_uid,
                id=v_id,
                message_id=v_message_id,
                subject=v_subject,
                from_address=v_from_address,
                to_address=v_to_address,
                sender=v_sender,
                receiver=v_receiver,
                user=v_user,
                src=v_src,
                originhost=v_originhost,
                transtype=v_transtype,
                header_from=v_header_from,
                rule_id=v_rule_id,
                first_seen=v_first_seen,
                last_updated=v_last_updated,
                action_count=v_action_count,
                final_mx=v_final_mx,
                final_host=v_final_host,
                final_ip=v_final_ip,
                final_protocol=v_final_protocol,
                final_response=v_final_response,
                bounce_reason=v_bounce_reason,
                bounce_mx=v_bounce_mx,
                bounce_host=v_bounce_host,
                delivery_attempts=v_delivery_attempts,
                delivery_summary=v_delivery_summary,
                opens=v_opens,
                clicks=v_clicks,
                additional_properties=rest,
            ),
            raw=raw,
        )
