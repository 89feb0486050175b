"""OutboundDomainsUpdateSettingsRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class OutboundDomainsUpdateSettingsRequest:
    """What outbound_domains.update_settings sends.

    Attributes:
        bcc_emails: Addresses that get a blind copy, at most five; what null does is not
            published. At most 5 items. Example: ['admin@example.com', 'backup@example.com'].
        open_tracking: Track opens.
        click_tracking: Track clicks.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "outbound_domains.update_settings"

    bcc_emails: list[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_checks.checked(_checks.nullable(_checks.array(_checks.text(), max_items=5))),
    )
    open_tracking: bool | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.boolean)
    )
    click_tracking: bool | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.boolean)
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.bcc_emails is not _UNSET:
            fields["bccEmails"] = _values.wire_form(self.bcc_emails)
        if self.open_tracking is not _UNSET:
            fields["openTracking"] = self.open_tracking
        if self.click_tracking is not _UNSET:
            fields["clickTracking"] = self.click_tracking
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
        v_bcc_emails = rest.pop("bccEmails", _UNSET)
        if (
            v_bcc_emails.__class__ is not list
            and v_bcc_emails is not None
            and v_bcc_emails is not _UNSET
        ):
            v_bcc_emails = _readings.kept(v_bcc_emails, "a list", f"{at}bccEmails", odd)
        elif isinstance(v_bcc_emails, list):
            _readings.look_over(v_bcc_emails, (str,), "a string", f"{at}bccEmails", odd)

        v_open_tracking = rest.pop("openTracking", _UNSET)
        if v_open_tracking.__class__ is not bool and v_open_tracking is not _UNSET:
            v_open_tracking = _readings.kept(v_open_tracking, "a boolean", f"{at}openTracking", odd)

        v_click_tracking = rest.pop("clickTracking", _UNSET)
        if v_click_tracking.__class__ is not bool and v_click_tracking is not _UNSET:
            v_click_tracking = _readings.kept(
                v_click_tracking, "a boolean", f"{at}clickTracking", odd
            )

        return cls(
            bcc_emails=v_bcc_emails,
            open_tracking=v_open_tracking,
            click_tracking=v_click_tracking,
            additional_properties=rest,
        )
