"""OutboundDomainsUpdateSettingsRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class OutboundDomainsUpdateSettingsRequest(_values.Model):
    """What outbound_domains.update_settings sends.

    Attributes:
        bcc_emails: Addresses that get a blind copy, at most five; what null does is not
            published. None sends null. At most 5 items. Example: ['admin@example.com',
            'backup@example.com'].
        open_tracking: Track opens.
        click_tracking: Track clicks.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "outbound_domains.update_settings"

    bcc_emails: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.nullable(
                _validators.array(_validators.text(check=_validators.one_line), max_items=5)
            ),
            is_optional=True,
        ),
    )
    """Addresses that get a blind copy, at most five; what null does is not published. None sends
    null. At most 5 items. Example: ['admin@example.com', 'backup@example.com']."""
    open_tracking: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Track opens."""
    click_tracking: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Track clicks."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.bcc_emails is not _UNSET:
            fields["bccEmails"] = _values.to_wire(self.bcc_emails)
        if self.open_tracking is not _UNSET and self.open_tracking is not None:
            fields["openTracking"] = self.open_tracking
        if self.click_tracking is not _UNSET and self.click_tracking is not None:
            fields["clickTracking"] = self.click_tracking
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
        v_bcc_emails = rest.pop("bccEmails", _UNSET)
        if (
            v_bcc_emails.__class__ is not list
            and v_bcc_emails is not None
            and v_bcc_emails is not _UNSET
        ):
            v_bcc_emails = _parsing.deviating(v_bcc_emails, "a list", f"{at}bccEmails", deviations)
        elif isinstance(v_bcc_emails, list):
            _parsing.check_items(v_bcc_emails, (str,), "a string", f"{at}bccEmails", deviations)

        v_open_tracking = rest.pop("openTracking", _UNSET)
        if v_open_tracking.__class__ is not bool and v_open_tracking is not _UNSET:
            v_open_tracking = _parsing.deviating(
                v_open_tracking, "a boolean", f"{at}openTracking", deviations
            )

        v_click_tracking = rest.pop("clickTracking", _UNSET)
        if v_click_tracking.__class__ is not bool and v_click_tracking is not _UNSET:
            v_click_tracking = _parsing.deviating(
                v_click_tracking, "a boolean", f"{at}clickTracking", deviations
            )

        return cls(
            bcc_emails=v_bcc_emails,
            open_tracking=v_open_tracking,
            click_tracking=v_click_tracking,
            additional_properties=rest,
        )
