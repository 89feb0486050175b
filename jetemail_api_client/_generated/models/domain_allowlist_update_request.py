"""DomainAllowlistUpdateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class DomainAllowlistUpdateRequest:
    """Every field is optional. Conditions of a kind that is sent replace all stored conditions of
    that kind.

    Attributes:
        name: New name of the rule. At most 100 characters.
        description: New text about the rule; null is allowed. At most 500 characters.
        enabled: Whether the rule is on; answers have 0 or 1.
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
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "domain_allowlist.update"

    name: str | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.text(max_length=100))
    )
    description: str | None | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.nullable(_checks.text(max_length=500)))
    )
    enabled: bool | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.boolean))
    senders: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    recipients: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    subjects: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    body: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    headers: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    ips: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    size: dict[str, Any] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.mapping)
    )
    attachments: list[dict[str, Any]] | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.array(_checks.mapping))
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.name is not _UNSET:
            fields["name"] = self.name
        if self.description is not _UNSET:
            fields["description"] = self.description
        if self.enabled is not _UNSET:
            fields["enabled"] = self.enabled
        if self.senders is not _UNSET:
            fields["senders"] = _values.wire_form(self.senders)
        if self.recipients is not _UNSET:
            fields["recipients"] = _values.wire_form(self.recipients)
        if self.subjects is not _UNSET:
            fields["subjects"] = _values.wire_form(self.subjects)
        if self.body is not _UNSET:
            fields["body"] = _values.wire_form(self.body)
        if self.headers is not _UNSET:
            fields["headers"] = _values.wire_form(self.headers)
        if self.ips is not _UNSET:
            fields["ips"] = _values.wire_form(self.ips)
        if self.size is not _UNSET:
            fields["size"] = _values.wire_form(self.size)
        if self.attachments is not _UNSET:
            fields["attachments"] = _values.wire_form(self.attachments)
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
        v_name = rest.pop("name", _UNSET)
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _readings.kept(v_name, "a string", f"{at}name", odd)

        v_description = rest.pop("description", _UNSET)
        if (
            v_description.__class__ is not str
            and v_description is not None
            and v_description is not _UNSET
        ):
            v_description = _readings.kept(v_description, "a string", f"{at}description", odd)

        v_enabled = rest.pop("enabled", _UNSET)
        if v_enabled.__class__ is not bool and v_enabled is not _UNSET:
            v_enabled = _readings.kept(v_enabled, "a boolean", f"{at}enabled", odd)

        v_senders = rest.pop("senders", _UNSET)
        if v_senders.__class__ is not list and v_senders is not _UNSET:
            v_senders = _readings.kept(v_senders, "a list", f"{at}senders", odd)
        elif isinstance(v_senders, list):
            _readings.look_over(v_senders, (dict,), "an object", f"{at}senders", odd)

        v_recipients = rest.pop("recipients", _UNSET)
        if v_recipients.__class__ is not list and v_recipients is not _UNSET:
            v_recipients = _readings.kept(v_recipients, "a list", f"{at}recipients", odd)
        elif isinstance(v_recipients, list):
            _readings.look_over(v_recipients, (dict,), "an object", f"{at}recipients", odd)

        v_subjects = rest.pop("subjects", _UNSET)
        if v_subjects.__class__ is not list and v_subjects is not _UNSET:
            v_subjects = _readings.kept(v_subjects, "a list", f"{at}subjects", odd)
        elif isinstance(v_subjects, list):
            _readings.look_over(v_subjects, (dict,), "an object", f"{at}subjects", odd)

        v_body = rest.pop("body", _UNSET)
        if v_body.__class__ is not list and v_body is not _UNSET:
            v_body = _readings.kept(v_body, "a list", f"{at}body", odd)
        elif isinstance(v_body, list):
            _readings.look_over(v_body, (dict,), "an object", f"{at}body", odd)

        v_headers = rest.pop("headers", _UNSET)
        if v_headers.__class__ is not list and v_headers is not _UNSET:
            v_headers = _readings.kept(v_headers, "a list", f"{at}headers", odd)
        elif isinstance(v_headers, list):
            _readings.look_over(v_headers, (dict,), "an object", f"{at}headers", odd)

        v_ips = rest.pop("ips", _UNSET)
        if v_ips.__class__ is not list and v_ips is not _UNSET:
            v_ips = _readings.kept(v_ips, "a list", f"{at}ips", odd)
        elif isinstance(v_ips, list):
            _readings.look_over(v_ips, (dict,), "an object", f"{at}ips", odd)

        v_size = rest.pop("size", _UNSET)
        if v_size.__class__ is not dict and v_size is not _UNSET:
            v_size = _readings.kept(v_size, "an object", f"{at}size", odd)

        v_attachments = rest.pop("attachments", _UNSET)
        if v_attachments.__class__ is not list and v_attachments is not _UNSET:
            v_attachments = _readings.kept(v_attachments, "a list", f"{at}attachments", odd)
        elif isinstance(v_attachments, list):
            _readings.look_over(v_attachments, (dict,), "an object", f"{at}attachments", odd)

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
