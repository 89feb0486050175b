"""EmailSendRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import (
    parsing as _parsing,
    validators as _validators,
    values as _values,
    wire_formats as _wire_formats,
)
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .attachment import Attachment


@_define(kw_only=True, repr=False, getstate_setstate=False)
class EmailSendRequest(_values.Model):
    """What email.send sends.

    Attributes:
        from_: Sender, as Name <email@domain.com>; a bare address may be refused. Example: John
            Doe <john@example.com>.
        to: One recipient, or a list of at most 50.
        subject: Subject line. At least 1 character.
        html: HTML part of the e-mail.
        text: Plain-text part of the e-mail; the alternative when html is sent, too.
        cc: Copy recipients: one, or a list of at most 50, each a plain address or Name
            <email@domain.com>.
        bcc: Blind-copy recipients: one, or a list of at most 50, each a plain address or Name
            <email@domain.com>.
        reply_to: Where replies go: one address, or a list of at most 50, each a plain address
            or Name <email@domain.com>.
        headers: Further headers of the e-mail, name to value.
        attachments: Files to attach; all together are at most 40 MB.
        eu: Keep the delivery inside the EU region.
        scheduled_at: When to send: Unix seconds, or an ISO 8601 time with its offset. It must
            be in the future and within 30 days. Must be timezone-aware.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "email.send"

    from_: str = _field(
        validator=_validators.attrs_validator(_validators.text(check=_validators.one_line))
    )
    """Sender, as Name <email@domain.com>; a bare address may be refused. Example: John Doe
    <john@example.com>."""
    to: str | Sequence[str] = _field(
        validator=_validators.attrs_validator(
            _validators.one_of(
                "a str or a list",
                (str, _validators.text(check=_validators.one_line)),
                (
                    list,
                    _validators.array(_validators.text(check=_validators.one_line), max_items=50),
                ),
            )
        )
    )
    """One recipient, or a list of at most 50."""
    subject: str = _field(
        validator=_validators.attrs_validator(
            _validators.text(min_length=1, check=_validators.one_line)
        )
    )
    """Subject line. At least 1 character."""
    html: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """HTML part of the e-mail."""
    text: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Plain-text part of the e-mail; the alternative when html is sent, too."""
    cc: str | Sequence[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.one_of(
                "a str or a list",
                (str, _validators.text(check=_validators.one_line)),
                (
                    list,
                    _validators.array(_validators.text(check=_validators.one_line), max_items=50),
                ),
            ),
            is_optional=True,
        ),
    )
    """Copy recipients: one, or a list of at most 50, each a plain address or Name
    <email@domain.com>."""
    bcc: str | Sequence[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.one_of(
                "a str or a list",
                (str, _validators.text(check=_validators.one_line)),
                (
                    list,
                    _validators.array(_validators.text(check=_validators.one_line), max_items=50),
                ),
            ),
            is_optional=True,
        ),
    )
    """Blind-copy recipients: one, or a list of at most 50, each a plain address or Name
    <email@domain.com>."""
    reply_to: str | Sequence[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.one_of(
                "a str or a list",
                (str, _validators.text(check=_validators.one_line)),
                (
                    list,
                    _validators.array(_validators.text(check=_validators.one_line), max_items=50),
                ),
            ),
            is_optional=True,
        ),
    )
    """Where replies go: one address, or a list of at most 50, each a plain address or Name
    <email@domain.com>."""
    headers: Mapping[str, str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.headers_of(_validators.text()), is_optional=True
        ),
    )
    """Further headers of the e-mail, name to value."""
    attachments: Sequence[Attachment] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(Attachment, "an Attachment")),
            is_optional=True,
        ),
    )
    """Files to attach; all together are at most 40 MB."""
    eu: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Keep the delivery inside the EU region."""
    scheduled_at: datetime | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.aware_datetime, is_optional=True),
    )
    """When to send: Unix seconds, or an ISO 8601 time with its offset. It must be in the future
    and within 30 days. Must be timezone-aware."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def __attrs_post_init__(self) -> None:
        _validators.require_given(
            self.operation_name, 1, html=_values.given(self.html), text=_values.given(self.text)
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        raw = _values.raw_of(self)
        fields["from"] = self.from_
        fields["to"] = _values.to_wire(self.to)
        fields["subject"] = self.subject
        if self.html is not _UNSET and self.html is not None:
            fields["html"] = self.html
        if self.text is not _UNSET and self.text is not None:
            fields["text"] = self.text
        if self.cc is not _UNSET and self.cc is not None:
            fields["cc"] = _values.to_wire(self.cc)
        if self.bcc is not _UNSET and self.bcc is not None:
            fields["bcc"] = _values.to_wire(self.bcc)
        if self.reply_to is not _UNSET and self.reply_to is not None:
            fields["reply_to"] = _values.to_wire(self.reply_to)
        if self.headers is not _UNSET and self.headers is not None:
            fields["headers"] = _values.to_wire(self.headers)
        if self.attachments is not _UNSET and self.attachments is not None:
            fields["attachments"] = _values.to_wire(self.attachments)
        if self.eu is not _UNSET and self.eu is not None:
            fields["eu"] = self.eu
        if self.scheduled_at is not _UNSET and self.scheduled_at is not None:
            fields["scheduledAt"] = _wire_formats.ISO_8601.write(
                self.scheduled_at, raw.get("scheduledAt", _UNSET)
            )
        return _values.renamed(fields, _values.aliases_of(self))

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
        aliases = _parsing.rename_fields(rest, {"scheduled_at": "scheduledAt"})
        v_from_ = rest.pop("from", _UNSET)
        if v_from_ is _UNSET:
            raise _parsing.missing(f"{at}from")
        if v_from_.__class__ is not str:
            v_from_ = _parsing.deviating(v_from_, "a string", f"{at}from", deviations)

        v_to = rest.pop("to", _UNSET)
        if v_to is _UNSET:
            raise _parsing.missing(f"{at}to")
        if v_to.__class__ is not str and v_to.__class__ is not list:
            v_to = _parsing.deviating(v_to, "a string or a list", f"{at}to", deviations)
        elif isinstance(v_to, list):
            _parsing.check_items(v_to, (str,), "a string", f"{at}to", deviations)

        v_subject = rest.pop("subject", _UNSET)
        if v_subject is _UNSET:
            raise _parsing.missing(f"{at}subject")
        if v_subject.__class__ is not str:
            v_subject = _parsing.deviating(v_subject, "a string", f"{at}subject", deviations)

        v_html = rest.pop("html", _UNSET)
        if v_html.__class__ is not str and v_html is not _UNSET:
            v_html = _parsing.deviating(v_html, "a string", f"{at}html", deviations)

        v_text = rest.pop("text", _UNSET)
        if v_text.__class__ is not str and v_text is not _UNSET:
            v_text = _parsing.deviating(v_text, "a string", f"{at}text", deviations)

        v_cc = rest.pop("cc", _UNSET)
        if v_cc.__class__ is not str and v_cc.__class__ is not list and v_cc is not _UNSET:
            v_cc = _parsing.deviating(v_cc, "a string or a list", f"{at}cc", deviations)
        elif isinstance(v_cc, list):
            _parsing.check_items(v_cc, (str,), "a string", f"{at}cc", deviations)

        v_bcc = rest.pop("bcc", _UNSET)
        if v_bcc.__class__ is not str and v_bcc.__class__ is not list and v_bcc is not _UNSET:
            v_bcc = _parsing.deviating(v_bcc, "a string or a list", f"{at}bcc", deviations)
        elif isinstance(v_bcc, list):
            _parsing.check_items(v_bcc, (str,), "a string", f"{at}bcc", deviations)

        v_reply_to = rest.pop("reply_to", _UNSET)
        if (
            v_reply_to.__class__ is not str
            and v_reply_to.__class__ is not list
            and v_reply_to is not _UNSET
        ):
            v_reply_to = _parsing.deviating(
                v_reply_to, "a string or a list", f"{at}reply_to", deviations
            )
        elif isinstance(v_reply_to, list):
            _parsing.check_items(v_reply_to, (str,), "a string", f"{at}reply_to", deviations)

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not dict and v_headers is not _UNSET:
            v_headers = _parsing.deviating(v_headers, "an object", f"{at}headers", deviations)

        v_attachments = rest.pop("attachments", _UNSET)
        if v_attachments.__class__ is not list and v_attachments is not _UNSET:
            v_attachments = _parsing.deviating(
                v_attachments, "a list", f"{at}attachments", deviations
            )
        elif isinstance(v_attachments, list):
            v_attachments = [
                Attachment.from_dict(
                    v_item, at=f"{at}attachments[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}attachments[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_attachments)
            ]

        v_eu = rest.pop("eu", _UNSET)
        if v_eu.__class__ is not bool and v_eu is not _UNSET:
            v_eu = _parsing.deviating(v_eu, "a boolean", f"{at}eu", deviations)

        v_scheduled_at = rest.pop("scheduledAt", _UNSET)
        if v_scheduled_at is not _UNSET:
            v_scheduled_at = _wire_formats.ISO_8601.read(
                v_scheduled_at, at, deviations, raw, "scheduledAt"
            )

        return _values.received(
            cls(
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
            ),
            raw=raw,
            aliases=aliases,
        )
