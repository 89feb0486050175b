"""InboundMailPayload.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .mail_attachment import MailAttachment


@_define(kw_only=True, repr=False, getstate_setstate=False)
class InboundMailPayload(_values.Model):
    """A mail that came in for a domain whose delivery type is webhook.

    Attributes:
        message_id: Message-ID of the mail.
        uid: Uid of the mail at JetEmail.
        to: Addresses with commas between them. A name in them may hold a comma itself.
        domain: Domain that it came in for.
        date: Date of the mail. Timezone-aware.
        subject: Subject of the mail.
        from_: Address of the sender.
        cc: As `to`.
        bcc: As `to`.
        reply_to: Address for replies.
        text_body: The text.
        html_body: The text in HTML.
        attachments: The files.
        message_size: Size of the mail in bytes.
        remote_ip: IP address that sent it.
        remote_host: Host that sent it.
        headers: The headers by name, in the case of the mail or in lower case. Values are as
            received: a string, and for a repeated header perhaps a list.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "InboundMailPayload"

    message_id: str
    """Message-ID of the mail."""
    uid: str
    """Uid of the mail at JetEmail."""
    to: str = _field(repr=_values.redacted)
    """Addresses with commas between them. A name in them may hold a comma itself."""
    domain: str
    """Domain that it came in for."""
    date: datetime | None | _Unset = _UNSET
    """Date of the mail. Timezone-aware."""
    subject: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Subject of the mail."""
    from_: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Address of the sender."""
    cc: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """As `to`."""
    bcc: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """As `to`."""
    reply_to: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Address for replies."""
    text_body: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """The text."""
    html_body: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """The text in HTML."""
    attachments: list[MailAttachment] | None | _Unset = _UNSET
    """The files."""
    message_size: int | _Unset = _UNSET
    """Size of the mail in bytes."""
    remote_ip: str | None | _Unset = _UNSET
    """IP address that sent it."""
    remote_host: str | None | _Unset = _UNSET
    """Host that sent it."""
    headers: dict[str, Any] | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """The headers by name, in the case of the mail or in lower case. Values are as received: a
    string, and for a repeated header perhaps a list."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        fields["messageId"] = self.message_id
        fields["uid"] = self.uid
        fields["to"] = self.to
        fields["domain"] = self.domain
        if self.date is not _UNSET:
            fields["date"] = _wire_formats.ISO_8601.write(self.date, raw.get("date", _UNSET))
        if self.subject is not _UNSET:
            fields["subject"] = self.subject
        if self.from_ is not _UNSET:
            fields["from"] = self.from_
        if self.cc is not _UNSET:
            fields["cc"] = self.cc
        if self.bcc is not _UNSET:
            fields["bcc"] = self.bcc
        if self.reply_to is not _UNSET:
            fields["replyTo"] = self.reply_to
        if self.text_body is not _UNSET:
            fields["textBody"] = self.text_body
        if self.html_body is not _UNSET:
            fields["htmlBody"] = self.html_body
        if self.attachments is not _UNSET:
            fields["attachments"] = _values.to_wire(self.attachments)
        if self.message_size is not _UNSET:
            fields["messageSize"] = self.message_size
        if self.remote_ip is not _UNSET:
            fields["remoteIp"] = self.remote_ip
        if self.remote_host is not _UNSET:
            fields["remoteHost"] = self.remote_host
        if self.headers is not _UNSET:
            fields["headers"] = _values.to_wire(self.headers)
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
        v_message_id = rest.pop("messageId", _UNSET)
        if v_message_id is _UNSET:
            raise _parsing.missing(f"{at}messageId")
        if v_message_id.__class__ is not str:
            v_message_id = _parsing.deviating(
                v_message_id, "a string", f"{at}messageId", deviations
            )

        v_uid = rest.pop("uid", _UNSET)
        if v_uid is _UNSET:
            raise _parsing.missing(f"{at}uid")
        if v_uid.__class__ is not str:
            v_uid = _parsing.deviating(v_uid, "a string", f"{at}uid", deviations)

        v_to = rest.pop("to", _UNSET)
        if v_to is _UNSET:
            raise _parsing.missing(f"{at}to")
        if v_to.__class__ is not str:
            v_to = _parsing.deviating(v_to, "a string", f"{at}to", deviations)

        v_domain = rest.pop("domain", _UNSET)
        if v_domain is _UNSET:
            raise _parsing.missing(f"{at}domain")
        if v_domain.__class__ is not str:
            v_domain = _parsing.deviating(v_domain, "a string", f"{at}domain", deviations)

        v_date = rest.pop("date", _UNSET)
        if v_date is not _UNSET and v_date is not None:
            v_date = _wire_formats.ISO_8601.read(v_date, at, deviations, raw, "date")

        v_subject = rest.pop("subject", _UNSET)
        if v_subject.__class__ is not str and v_subject is not None and v_subject is not _UNSET:
            v_subject = _parsing.deviating(v_subject, "a string", f"{at}subject", deviations)

        v_from_ = rest.pop("from", _UNSET)
        if v_from_.__class__ is not str and v_from_ is not None and v_from_ is not _UNSET:
            v_from_ = _parsing.deviating(v_from_, "a string", f"{at}from", deviations)

        v_cc = rest.pop("cc", _UNSET)
        if v_cc.__class__ is not str and v_cc is not None and v_cc is not _UNSET:
            v_cc = _parsing.deviating(v_cc, "a string", f"{at}cc", deviations)

        v_bcc = rest.pop("bcc", _UNSET)
        if v_bcc.__class__ is not str and v_bcc is not None and v_bcc is not _UNSET:
            v_bcc = _parsing.deviating(v_bcc, "a string", f"{at}bcc", deviations)

        v_reply_to = rest.pop("replyTo", _UNSET)
        if v_reply_to.__class__ is not str and v_reply_to is not None and v_reply_to is not _UNSET:
            v_reply_to = _parsing.deviating(v_reply_to, "a string", f"{at}replyTo", deviations)

        v_text_body = rest.pop("textBody", _UNSET)
        if (
            v_text_body.__class__ is not str
            and v_text_body is not None
            and v_text_body is not _UNSET
        ):
            v_text_body = _parsing.deviating(v_text_body, "a string", f"{at}textBody", deviations)

        v_html_body = rest.pop("htmlBody", _UNSET)
        if (
            v_html_body.__class__ is not str
            and v_html_body is not None
            and v_html_body is not _UNSET
        ):
            v_html_body = _parsing.deviating(v_html_body, "a string", f"{at}htmlBody", deviations)

        v_attachments = rest.pop("attachments", _UNSET)
        if (
            v_attachments.__class__ is not list
            and v_attachments is not None
            and v_attachments is not _UNSET
        ):
            v_attachments = _parsing.deviating(
                v_attachments, "a list", f"{at}attachments", deviations
            )
        elif isinstance(v_attachments, list):
            v_attachments = [
                MailAttachment.from_dict(
                    v_item, at=f"{at}attachments[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}attachments[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_attachments)
            ]

        v_message_size = rest.pop("messageSize", _UNSET)
        if v_message_size.__class__ is not int and v_message_size is not _UNSET:
            v_message_size = _parsing.deviating(
                v_message_size, "an integer", f"{at}messageSize", deviations
            )

        v_remote_ip = rest.pop("remoteIp", _UNSET)
        if (
            v_remote_ip.__class__ is not str
            and v_remote_ip is not None
            and v_remote_ip is not _UNSET
        ):
            v_remote_ip = _parsing.deviating(v_remote_ip, "a string", f"{at}remoteIp", deviations)

        v_remote_host = rest.pop("remoteHost", _UNSET)
        if (
            v_remote_host.__class__ is not str
            and v_remote_host is not None
            and v_remote_host is not _UNSET
        ):
            v_remote_host = _parsing.deviating(
                v_remote_host, "a string", f"{at}remoteHost", deviations
            )

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not dict and v_headers is not _UNSET:
            v_headers = _parsing.deviating(v_headers, "an object", f"{at}headers", deviations)

        return _values.received(
            cls(
                message_id=v_message_id,
                uid=v_uid,
                to=v_to,
                domain=v_domain,
                date=v_date,
                subject=v_subject,
                from_=v_from_,
                cc=v_cc,
                bcc=v_bcc,
                reply_to=v_reply_to,
                text_body=v_text_body,
                html_body=v_html_body,
                attachments=v_attachments,
                message_size=v_message_size,
                remote_ip=v_remote_ip,
                remote_host=v_remote_host,
                headers=v_headers,
                additional_properties=rest,
            ),
            raw=raw,
        )
