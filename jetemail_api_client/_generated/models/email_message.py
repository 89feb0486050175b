"""EmailMessage.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .attachment import Attachment


@_define(kw_only=True)
class EmailMessage:
    """One e-mail; it needs html or text.

    Attributes:
        from_: Sender, as Name <email@domain.com>; a bare address may be refused. Example: John
            Doe <john@example.com>.
        to: One recipient, or a list of at most 50.
        subject: Subject line. At most 998 characters.
        html: HTML part of the e-mail.
        text: Plain-text part of the e-mail; the alternative when html is sent, too.
        cc: Copy recipients: one, or a list of at most 50, each a plain address or Name
            <email@domain.com>.
        bcc: Blind-copy recipients: one, or a list of at most 50, each a plain address or Name
            <email@domain.com>.
        reply_to: Where replies go: one address, or a list of at most 50, each a plain address
            or Name <email@domain.com>.
        headers: Further headers of the e-mail, name to value. Inferred: on none of the API's
            own pages.
        attachments: Files to attach; all together are at most 40 MB. Inferred: on none of the
            API's own pages.
        eu: Keep the delivery inside the EU region. Inferred: on none of the API's own pages.
        scheduled_at: When to send: Unix seconds, or an ISO 8601 time with its offset. It must
            be in the future and within 30 days. An aware datetime here. Inferred: on none of the
            API's own pages.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "EmailMessage"

    from_: str = _field(validator=_checks.checked(_checks.text()))
    to: str | list[str] = _field(
        validator=_checks.checked(
            _checks.one_of(
                "a str or a list",
                (str, _checks.text()),
                (list, _checks.array(_checks.text(), max_items=50)),
            )
        )
    )
    subject: str = _field(validator=_checks.checked(_checks.text(max_length=998)))
    html: str | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.text()))
    text: str | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.text()))
    cc: str | list[str] | _Unset = _field(
        default=_UNSET,
        validator=_checks.checked(
            _checks.one_of(
                "a str or a list",
                (str, _checks.text()),
                (list, _checks.array(_checks.text(), max_items=50)),
            )
        ),
    )
    bcc: str | list[str] | _Unset = _field(
        default=_UNSET,
        validator=_checks.checked(
            _checks.one_of(
                "a str or a list",
                (str, _checks.text()),
                (list, _checks.array(_checks.text(), max_items=50)),
            )
        ),
    )
    reply_to: str | list[str] | _Unset = _field(
        default=_UNSET,
        validator=_checks.checked(
            _checks.one_of(
                "a str or a list",
                (str, _checks.text()),
                (list, _checks.array(_checks.text(), max_items=50)),
            )
        ),
    )
    headers: dict[str, str] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.table(_checks.text()))
    )
    attachments: list[Attachment] | _Unset = _field(
        default=_UNSET,
        validator=_checks.checked(_checks.array(_checks.kind(Attachment, "a Attachment"))),
    )
    eu: bool | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.boolean))
    scheduled_at: datetime | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.moment)
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        _checks.require_given(self.operation_name, 1, html=self.html, text=self.text)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["from"] = self.from_
        fields["to"] = _values.wire_form(self.to)
        fields["subject"] = self.subject
        if self.html is not _UNSET:
            fields["html"] = self.html
        if self.text is not _UNSET:
            fields["text"] = self.text
        if self.cc is not _UNSET:
            fields["cc"] = _values.wire_form(self.cc)
        if self.bcc is not _UNSET:
            fields["bcc"] = _values.wire_form(self.bcc)
        if self.reply_to is not _UNSET:
            fields["reply_to"] = _values.wire_form(self.reply_to)
        if self.headers is not _UNSET:
            fields["headers"] = _values.wire_form(self.headers)
        if self.attachments is not _UNSET:
            fields["attachments"] = _values.wire_form(self.attachments)
        if self.eu is not _UNSET:
            fields["eu"] = self.eu
        if self.scheduled_at is not _UNSET:
            fields["scheduledAt"] = _forms.ISO_8601.written(
                self.scheduled_at, self._came.get("scheduledAt", _UNSET)
            )
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
        v_from_ = rest.pop("from", _UNSET)
        if v_from_ is _UNSET:
            raise _readings.absent(f"{at}from")
        if v_from_.__class__ is not str:
            v_from_ = _readings.kept(v_from_, "a string", f"{at}from", odd)

        v_to = rest.pop("to", _UNSET)
        if v_to is _UNSET:
            raise _readings.absent(f"{at}to")
        if v_to.__class__ is not str and v_to.__class__ is not list:
            v_to = _readings.kept(v_to, "a string or a list", f"{at}to", odd)
        elif isinstance(v_to, list):
            _readings.look_over(v_to, (str,), "a string", f"{at}to", odd)

        v_subject = rest.pop("subject", _UNSET)
        if v_subject is _UNSET:
            raise _readings.absent(f"{at}subject")
        if v_subject.__class__ is not str:
            v_subject = _readings.kept(v_subject, "a string", f"{at}subject", odd)

        v_html = rest.pop("html", _UNSET)
        if v_html.__class__ is not str and v_html is not _UNSET:
            v_html = _readings.kept(v_html, "a string", f"{at}html", odd)

        v_text = rest.pop("text", _UNSET)
        if v_text.__class__ is not str and v_text is not _UNSET:
            v_text = _readings.kept(v_text, "a string", f"{at}text", odd)

        v_cc = rest.pop("cc", _UNSET)
        if v_cc.__class__ is not str and v_cc.__class__ is not list and v_cc is not _UNSET:
            v_cc = _readings.kept(v_cc, "a string or a list", f"{at}cc", odd)
        elif isinstance(v_cc, list):
            _readings.look_over(v_cc, (str,), "a string", f"{at}cc", odd)

        v_bcc = rest.pop("bcc", _UNSET)
        if v_bcc.__class__ is not str and v_bcc.__class__ is not list and v_bcc is not _UNSET:
            v_bcc = _readings.kept(v_bcc, "a string or a list", f"{at}bcc", odd)
        elif isinstance(v_bcc, list):
            _readings.look_over(v_bcc, (str,), "a string", f"{at}bcc", odd)

        v_reply_to = rest.pop("reply_to", _UNSET)
        if (
            v_reply_to.__class__ is not str
            and v_reply_to.__class__ is not list
            and v_reply_to is not _UNSET
        ):
            v_reply_to = _readings.kept(v_reply_to, "a string or a list", f"{at}reply_to", odd)
        elif isinstance(v_reply_to, list):
            _readings.look_over(v_reply_to, (str,), "a string", f"{at}reply_to", odd)

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not dict and v_headers is not _UNSET:
            v_headers = _readings.kept(v_headers, "an object", f"{at}headers", odd)

        v_attachments = rest.pop("attachments", _UNSET)
        if v_attachments.__class__ is not list and v_attachments is not _UNSET:
            v_attachments = _readings.kept(v_attachments, "a list", f"{at}attachments", odd)
        elif isinstance(v_attachments, list):
            v_attachments = [
                Attachment.from_dict(v_item, at=f"{at}attachments[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}attachments[{v_index}]", odd)
                for v_index, v_item in enumerate(v_attachments)
            ]

        v_eu = rest.pop("eu", _UNSET)
        if v_eu.__class__ is not bool and v_eu is not _UNSET:
            v_eu = _readings.kept(v_eu, "a boolean", f"{at}eu", odd)

        v_scheduled_at = rest.pop("scheduledAt", _UNSET)
        if v_scheduled_at is not _UNSET:
            v_scheduled_at = _forms.ISO_8601.read(v_scheduled_at, at, odd, came, "scheduledAt")

        made = cls(
            from_=v_from_,
            to=v_to,
            subject=v_subject,
            html=v_html,
            text=v_text,
            cc=v_cc,
            bcc=v_bcc,
            reply_to=v_reply_to,
            headers=v_headers,
            attachments=v_attachments,
            eu=v_eu,
            scheduled_at=v_scheduled_at,
            additional_properties=rest,
        )
        made._came = came
        return made
