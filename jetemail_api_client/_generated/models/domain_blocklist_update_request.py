"""DomainBlocklistUpdateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class DomainBlocklistUpdateRequest(_values.Model):
    """Every field is optional. Conditions of a kind that is sent replace all stored conditions of
    that kind.

    Attributes:
        name: New name of the rule. At most 100 characters.
        description: New text about the rule; null is allowed. None sends null. At most 500
            characters.
        enabled: Whether the rule is on; responses have 0 or 1.
        senders: New conditions on the sender; they replace the stored ones. Their fields are
            not published, and likely those of a new rule.
        recipients: New conditions on the recipient; they replace the stored ones. Their fields
            are not published, and likely those of a new rule.
        subjects: New conditions on the subject; they replace the stored ones. Their fields are
            not published, and likely those of a new rule.
        body: New conditions on the body; they replace the stored ones. Their fields are not
            published, and likely those of a new rule.
        headers: New conditions on headers; they replace the stored ones. Their fields are not
            published, and likely those of a new rule.
        ips: New conditions on the IP address; they replace the stored ones. Their fields are
            not published, and likely those of a new rule.
        size: New bounds of the message size; they replace the stored ones. Their fields are not
            published, and likely those of a new rule.
        attachments: New conditions on attachments; they replace the stored ones. Their fields
            are not published, and likely those of a new rule.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "domain_blocklist.update"

    name: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.text(max_length=100), is_optional=True),
    )
    """New name of the rule. At most 100 characters."""
    description: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.nullable(_validators.text(max_length=500)), is_optional=True
        ),
    )
    """New text about the rule; null is allowed. None sends null. At most 500 characters."""
    enabled: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Whether the rule is on; responses have 0 or 1."""
    senders: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on the sender; they replace the stored ones. Their fields are not published,
    and likely those of a new rule."""
    recipients: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on the recipient; they replace the stored ones. Their fields are not
    published, and likely those of a new rule."""
    subjects: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on the subject; they replace the stored ones. Their fields are not published,
    and likely those of a new rule."""
    body: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on the body; they replace the stored ones. Their fields are not published,
    and likely those of a new rule."""
    headers: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on headers; they replace the stored ones. Their fields are not published, and
    likely those of a new rule."""
    ips: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on the IP address; they replace the stored ones. Their fields are not
    published, and likely those of a new rule."""
    size: Mapping[str, Any] | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.mapping, is_optional=True)
    )
    """New bounds of the message size; they replace the stored ones. Their fields are not
    published, and likely those of a new rule."""
    attachments: Sequence[Mapping[str, Any]] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.mapping), is_optional=True
        ),
    )
    """New conditions on attachments; they replace the stored ones. Their fields are not published,
    and likely those of a new rule."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.name is not _UNSET and self.name is not None:
            fields["name"] = self.name
        if self.description is not _UNSET:
            fields["description"] = self.description
        if self.enabled is not _UNSET and self.enabled is not None:
            fields["enabled"] = self.enabled
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
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _parsing.deviating(v_name, "a string", f"{at}name", deviations)

        v_description = rest.pop("description", _UNSET)
        if (
            v_description.__class__ is not str
            and v_description is not None
            and v_description is not _UNSET
        ):
            v_description = _parsing.deviating(
                v_description, "a string", f"{at}description", deviations
            )

        v_enabled = rest.pop("enabled", _UNSET)
        if v_enabled.__class__ is not bool and v_enabled is not _UNSET:
            v_enabled = _parsing.deviating(v_enabled, "a boolean", f"{at}enabled", deviations)

        v_senders = rest.pop("senders", _UNSET)
        if v_senders.__class__ is not list and v_senders is not _UNSET:
            v_senders = _parsing.deviating(v_senders, "a list", f"{at}senders", deviations)
        elif isinstance(v_senders, list):
            _parsing.check_items(v_senders, (dict,), "an object", f"{at}senders", deviations)

        v_recipients = rest.pop("recipients", _UNSET)
        if v_recipients.__class__ is not list and v_recipients is not _UNSET:
            v_recipients = _parsing.deviating(v_recipients, "a list", f"{at}recipients", deviations)
        elif isinstance(v_recipients, list):
            _parsing.check_items(v_recipients, (dict,), "an object", f"{at}recipients", deviations)

        v_subjects = rest.pop("subjects", _UNSET)
        if v_subjects.__class__ is not list and v_subjects is not _UNSET:
            v_subjects = _parsing.deviating(v_subjects, "a list", f"{at}subjects", deviations)
        elif isinstance(v_subjects, list):
            _parsing.check_items(v_subjects, (dict,), "an object", f"{at}subjects", deviations)

        v_body = rest.pop("body", _UNSET)
        if v_body.__class__ is not list and v_body is not _UNSET:
            v_body = _parsing.deviating(v_body, "a list", f"{at}body", deviations)
        elif isinstance(v_body, list):
            _parsing.check_items(v_body, (dict,), "an object", f"{at}body", deviations)

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not list and v_headers is not _UNSET:
            v_headers = _parsing.deviating(v_headers, "a list", f"{at}headers", deviations)
        elif isinstance(v_headers, list):
            _parsing.check_items(v_headers, (dict,), "an object", f"{at}headers", deviations)

        v_ips = rest.pop("ips", _UNSET)
        if v_ips.__class__ is not list and v_ips is not _UNSET:
            v_ips = _parsing.deviating(v_ips, "a list", f"{at}ips", deviations)
        elif isinstance(v_ips, list):
            _parsing.check_items(v_ips, (dict,), "an object", f"{at}ips", deviations)

        v_size = rest.pop("size", _UNSET)
        if v_size.__class__ is not dict and v_size is not _UNSET:
            v_size = _parsing.deviating(v_size, "an object", f"{at}size", deviations)

        v_attachments = rest.pop("attachments", _UNSET)
        if v_attachments.__class__ is not list and v_attachments is not _UNSET:
            v_attachments = _parsing.deviating(
                v_attachments, "a list", f"{at}attachments", deviations
            )
        elif isinstance(v_attachments, list):
            _parsing.check_items(
                v_attachments, (dict,), "an object", f"{at}attachments", deviations
            )

        return cls(
            name=v_name,
            description=v_description,
            enabled=v_enabled,
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
