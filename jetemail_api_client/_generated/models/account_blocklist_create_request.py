"""AccountBlocklistCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .attachment_condition import AttachmentCondition
from .body_condition import BodyCondition
from .header_condition import HeaderCondition
from .ip_condition import IpCondition
from .recipient_condition import RecipientCondition
from .sender_condition import SenderCondition
from .size_condition import SizeCondition
from .subject_condition import SubjectCondition


@_define(kw_only=True, repr=False, getstate_setstate=False)
class AccountBlocklistCreateRequest(_values.Model):
    """The conditions of the rule, by kind.

    Attributes:
        name: Name of the rule: letters, digits, spaces, hyphens, underscores and periods. 1 to
            100 characters. Example: Block spam domain.
        description: Free text about the rule. At most 500 characters.
        senders: Conditions on the sender.
        recipients: Conditions on the recipient.
        subjects: Conditions on the subject.
        body: Conditions on the body.
        headers: Conditions on headers.
        ips: Conditions on the IP address.
        size: Bounds of the message size; the unit is not published.
        attachments: Conditions on attachments.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "account_blocklist.create"

    name: str = _field(
        validator=_validators.attrs_validator(_validators.text(min_length=1, max_length=100))
    )
    """Name of the rule: letters, digits, spaces, hyphens, underscores and periods. 1 to 100
    characters. Example: Block spam domain."""
    description: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.text(max_length=500), is_optional=True),
    )
    """Free text about the rule. At most 500 characters."""
    senders: Sequence[SenderCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(SenderCondition, "a SenderCondition")),
            is_optional=True,
        ),
    )
    """Conditions on the sender."""
    recipients: Sequence[RecipientCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(RecipientCondition, "a RecipientCondition")),
            is_optional=True,
        ),
    )
    """Conditions on the recipient."""
    subjects: Sequence[SubjectCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(SubjectCondition, "a SubjectCondition")),
            is_optional=True,
        ),
    )
    """Conditions on the subject."""
    body: Sequence[BodyCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(BodyCondition, "a BodyCondition")),
            is_optional=True,
        ),
    )
    """Conditions on the body."""
    headers: Sequence[HeaderCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(HeaderCondition, "a HeaderCondition")),
            is_optional=True,
        ),
    )
    """Conditions on headers."""
    ips: Sequence[IpCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.instance_of(IpCondition, "an IpCondition")),
            is_optional=True,
        ),
    )
    """Conditions on the IP address."""
    size: SizeCondition | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.instance_of(SizeCondition, "a SizeCondition"), is_optional=True
        ),
    )
    """Bounds of the message size; the unit is not published."""
    attachments: Sequence[AttachmentCondition] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(
                _validators.instance_of(AttachmentCondition, "an AttachmentCondition")
            ),
            is_optional=True,
        ),
    )
    """Conditions on attachments."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["name"] = self.name
        if self.description is not _UNSET and self.description is not None:
            fields["description"] = self.description
        if self.senders is not _UNSET and self.senders is not None:
            fields["senders"] = _values.to_wire(self.senders)
        if self.recipients is not _UNSET and self.recipients is not None:
            fields["recipients"] = _values.to_wire(self.recipients)
        if self.subjects is not _UNSET and self.subjects is not None:
            fields["subjects"] = _values.to_wire(self.subjects)
        if self.body is not _UNSET and self.body is not None:
            fields["body"] = _values.to_wire(self.body)
        if self.headers is not _UNSET and self.headers is not None:
            fields["headers"] = _values.to_wire(self.headers)
        if self.ips is not _UNSET and self.ips is not None:
            fields["ips"] = _values.to_wire(self.ips)
        if self.size is not _UNSET and self.size is not None:
            fields["size"] = _values.to_wire(self.size)
        if self.attachments is not _UNSET and self.attachments is not None:
            fields["attachments"] = _values.to_wire(self.attachments)
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
        v_name = rest.pop("name", _UNSET)
        if v_name is _UNSET:
            raise _parsing.missing(f"{at}name")
        if v_name.__class__ is not str:
            v_name = _parsing.deviating(v_name, "a string", f"{at}name", deviations)

        v_description = rest.pop("description", _UNSET)
        if v_description.__class__ is not str and v_description is not _UNSET:
            v_description = _parsing.deviating(
                v_description, "a string", f"{at}description", deviations
            )

        v_senders = rest.pop("senders", _UNSET)
        if v_senders.__class__ is not list and v_senders is not _UNSET:
            v_senders = _parsing.deviating(v_senders, "a list", f"{at}senders", deviations)
        elif isinstance(v_senders, list):
            v_senders = [
                SenderCondition.from_dict(
                    v_item, at=f"{at}senders[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}senders[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_senders)
            ]

        v_recipients = rest.pop("recipients", _UNSET)
        if v_recipients.__class__ is not list and v_recipients is not _UNSET:
            v_recipients = _parsing.deviating(v_recipients, "a list", f"{at}recipients", deviations)
        elif isinstance(v_recipients, list):
            v_recipients = [
                RecipientCondition.from_dict(
                    v_item, at=f"{at}recipients[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}recipients[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_recipients)
            ]

        v_subjects = rest.pop("subjects", _UNSET)
        if v_subjects.__class__ is not list and v_subjects is not _UNSET:
            v_subjects = _parsing.deviating(v_subjects, "a list", f"{at}subjects", deviations)
        elif isinstance(v_subjects, list):
            v_subjects = [
                SubjectCondition.from_dict(
                    v_item, at=f"{at}subjects[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}subjects[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_subjects)
            ]

        v_body = rest.pop("body", _UNSET)
        if v_body.__class__ is not list and v_body is not _UNSET:
            v_body = _parsing.deviating(v_body, "a list", f"{at}body", deviations)
        elif isinstance(v_body, list):
            v_body = [
                BodyCondition.from_dict(v_item, at=f"{at}body[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}body[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_body)
            ]

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not list and v_headers is not _UNSET:
            v_headers = _parsing.deviating(v_headers, "a list", f"{at}headers", deviations)
        elif isinstance(v_headers, list):
            v_headers = [
                HeaderCondition.from_dict(
                    v_item, at=f"{at}headers[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}headers[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_headers)
            ]

        v_ips = rest.pop("ips", _UNSET)
        if v_ips.__class__ is not list and v_ips is not _UNSET:
            v_ips = _parsing.deviating(v_ips, "a list", f"{at}ips", deviations)
        elif isinstance(v_ips, list):
            v_ips = [
                IpCondition.from_dict(v_item, at=f"{at}ips[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}ips[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_ips)
            ]

        v_size = rest.pop("size", _UNSET)
        if v_size.__class__ is not dict and v_size is not _UNSET:
            v_size = _parsing.deviating(v_size, "an object", f"{at}size", deviations)
        elif isinstance(v_size, dict):
            v_size = SizeCondition.from_dict(v_size, at=f"{at}size.", deviations=deviations)

        v_attachments = rest.pop("attachments", _UNSET)
        if v_attachments.__class__ is not list and v_attachments is not _UNSET:
            v_attachments = _parsing.deviating(
                v_attachments, "a list", f"{at}attachments", deviations
            )
        elif isinstance(v_attachments, list):
            v_attachments = [
                AttachmentCondition.from_dict(
                    v_item, at=f"{at}attachments[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}attachments[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_attachments)
            ]

        return cls(
            name=v_name,
            description=v_description,
            senders=v_senders,
            recipients=v_recipients,
            subjects=v_subjects,
            body=v_body,
            headers=v_headers,
            ips=v_ips,
            size=v_size,
            attachments=v_attachments,
            additional_properties=rest,
        )
