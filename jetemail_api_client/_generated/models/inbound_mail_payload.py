"""InboundMailPayload.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .mail_attachment import MailAttachment


@_define(kw_only=True)
class InboundMailPayload:
    """A mail that came in for a domain whose delivery type is webhook.

    Attributes:
        message_id: Message-ID of the mail.
        uid: Uid of the mail at JetEmail.
        to: Addresses with commas between them. A name in them may hold a comma itself.
        domain: Domain that it came in for.
        date: Date of the mail. An aware datetime here.
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
        headers: The headers by name, in the case of the mail or in lower case.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "InboundMailPayload"

    message_id: str
    uid: str
    to: str = _field(repr=_values.masked)
    domain: str
    date: datetime | None | _Unset = _UNSET
    subject: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    from_: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    cc: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    bcc: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    reply_to: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    text_body: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    html_body: str | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    attachments: list[MailAttachment] | None | _Unset = _UNSET
    message_size: int | _Unset = _UNSET
    remote_ip: str | None | _Unset = _UNSET
    remote_host: str | None | _Unset = _UNSET
    headers: dict[str, str] | _Unset = _field(default=_UNSET, repr=_values.masked)
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["messageId"] = self.message_id
        fields["uid"] = self.uid
        fields["to"] = self.to
        fields["domain"] = self.domain
        if self.date is not _UNSET:
            fields["date"] = _forms.ISO_8601.written(self.date, self._came.get("date", _UNSET))
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
            fields["attachments"] = _values.wire_form(self.attachments)
        if self.message_size is not _UNSET:
            fields["messageSize"] = self.message_size
        if self.remote_ip is not _UNSET:
            fields["remoteIp"] = self.remote_ip
        if self.remote_host is not _UNSET:
            fields["remoteHost"] = self.remote_host
        if self.headers is not _UNSET:
            fields["headers"] = _values.wire_form(self.headers)
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
        v_message_id = rest.pop("messageId", _UNSET)
        if v_message_id is _UNSET:
            raise _readings.absent(f"{at}messageId")
        if v_message_id.__class__ is not str:
            v_message_id = _readings.kept(v_message_id, "a string", f"{at}messageId", odd)

        v_uid = rest.pop("uid", _UNSET)
        if v_uid is _UNSET:
            raise _readings.absent(f"{at}uid")
        if v_uid.__class__ is not str:
            v_uid = _readings.kept(v_uid, "a string", f"{at}uid", odd)

        v_to = rest.pop("to", _UNSET)
        if v_to is _UNSET:
            raise _readings.absent(f"{at}to")
        if v_to.__class__ is not str:
            v_to = _readings.kept(v_to, "a string", f"{at}to", odd)

        v_domain = rest.pop("domain", _UNSET)
        if v_domain is _UNSET:
            raise _readings.absent(f"{at}domain")
        if v_domain.__class__ is not str:
            v_domain = _readings.kept(v_domain, "a string", f"{at}domain", odd)

        v_date = rest.pop("date", _UNSET)
        if v_date is not _UNSET and v_date is not None:
            v_date = _forms.ISO_8601.read(v_date, at, odd, came, "date")

        v_subject = rest.pop("subject", _UNSET)
        if v_subject.__class__ is not str and v_subject is not None and v_subject is not _UNSET:
            v_subject = _readings.kept(v_subject, "a string", f"{at}subject", odd)

        v_from_ = rest.pop("from", _UNSET)
        if v_from_.__class__ is not str and v_from_ is not None and v_from_ is not _UNSET:
            v_from_ = _readings.kept(v_from_, "a string", f"{at}from", odd)

        v_cc = rest.pop("cc", _UNSET)
        if v_cc.__class__ is not str and v_cc is not None and v_cc is not _UNSET:
            v_cc = _readings.kept(v_cc, "a string", f"{at}cc", odd)

        v_bcc = rest.pop("bcc", _UNSET)
        if v_bcc.__class__ is not str and v_bcc is not None and v_bcc is not _UNSET:
            v_bcc = _readings.kept(v_bcc, "a string", f"{at}bcc", odd)

        v_reply_to = rest.pop("replyTo", _UNSET)
        if v_reply_to.__class__ is not str and v_reply_to is not None and v_reply_to is not _UNSET:
            v_reply_to = _readings.kept(v_reply_to, "a string", f"{at}replyTo", odd)

        v_text_body = rest.pop("textBody", _UNSET)
        if (
            v_text_body.__class__ is not str
            and v_text_body is not None
            and v_text_body is not _UNSET
        ):
            v_text_body = _readings.kept(v_text_body, "a string", f"{at}textBody", odd)

        v_html_body = rest.pop("htmlBody", _UNSET)
        if (
            v_html_body.__class__ is not str
            and v_html_body is not None
            and v_html_body is not _UNSET
        ):
            v_html_body = _readings.kept(v_html_body, "a string", f"{at}htmlBody", odd)

        v_attachments = rest.pop("attachments", _UNSET)
        if (
            v_attachments.__class__ is not list
            and v_attachments is not None
            and v_attachments is not _UNSET
        ):
            v_attachments = _readings.kept(v_attachments, "a list", f"{at}attachments", odd)
        elif isinstance(v_attachments, list):
            v_attachments = [
                MailAttachment.from_dict(v_item, at=f"{at}attachments[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}attachments[{v_index}]", odd)
                for v_index, v_item in enumerate(v_attachments)
            ]

        v_message_size = rest.pop("messageSize", _UNSET)
        if v_message_size.__class__ is not int and v_message_size is not _UNSET:
            v_message_size = _readings.kept(v_message_size, "an integer", f"{at}messageSize", odd)

        v_remote_ip = rest.pop("remoteIp", _UNSET)
        if (
            v_remote_ip.__class__ is not str
            and v_remote_ip is not None
            and v_remote_ip is not _UNSET
        ):
            v_remote_ip = _readings.kept(v_remote_ip, "a string", f"{at}remoteIp", odd)

        v_remote_host = rest.pop("remoteHost", _UNSET)
        if (
            v_remote_host.__class__ is not str
            and v_remote_host is not None
            and v_remote_host is not _UNSET
        ):
            v_remote_host = _readings.kept(v_remote_host, "a string", f"{at}remoteHost", odd)

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not dict and v_headers is not _UNSET:
            v_headers = _readings.kept(v_headers, "an object", f"{at}headers", odd)

        made = cls(
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
        )
        made._came = came
        return made
