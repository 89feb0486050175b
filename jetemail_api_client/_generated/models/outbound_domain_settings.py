"""OutboundDomainSettings.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class OutboundDomainSettings:
    """The settings. Other fields may come: the published list is cut off here.

    Attributes:
        uuid: UUID of the domain. Example: b814c25d-b18c-4044-ae31-49e22ce908b5.
        domain: Name of the domain.
        bcc_emails: Addresses that get a blind copy; the type is not published. Inferred: on
            none of the API's own pages.
        open_tracking: Whether opens are tracked. The type is not published: a boolean, or 0 or
            1. A bool here. Inferred: on none of the API's own pages.
        click_tracking: Whether clicks are tracked. The type is not published: a boolean, or 0
            or 1. A bool here. Inferred: on none of the API's own pages.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "OutboundDomainSettings"

    uuid: str | _Unset = _UNSET
    domain: str | _Unset = _UNSET
    bcc_emails: Any | _Unset = _UNSET
    open_tracking: bool | _Unset = _UNSET
    click_tracking: bool | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.domain is not _UNSET:
            fields["domain"] = self.domain
        if self.bcc_emails is not _UNSET:
            fields["bccEmails"] = _values.wire_form(self.bcc_emails)
        if self.open_tracking is not _UNSET:
            fields["openTracking"] = _forms.FLAG.written(
                self.open_tracking, self._came.get("openTracking", _UNSET)
            )
        if self.click_tracking is not _UNSET:
            fields["clickTracking"] = _forms.FLAG.written(
                self.click_tracking, self._came.get("clickTracking", _UNSET)
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        v_domain = rest.pop("domain", _UNSET)
        if v_domain.__class__ is not str and v_domain is not _UNSET:
            v_domain = _readings.kept(v_domain, "a string", f"{at}domain", odd)

        v_bcc_emails = rest.pop("bccEmails", _UNSET)

        v_open_tracking = rest.pop("openTracking", _UNSET)
        if v_open_tracking is not _UNSET:
            v_open_tracking = _forms.FLAG.read(v_open_tracking, at, odd, came, "openTracking")

        v_click_tracking = rest.pop("clickTracking", _UNSET)
        if v_click_tracking is not _UNSET:
            v_click_tracking = _forms.FLAG.read(v_click_tracking, at, odd, came, "clickTracking")

        made = cls(
            uuid=v_uuid,
            domain=v_domain,
            bcc_emails=v_bcc_emails,
            open_tracking=v_open_tracking,
            click_tracking=v_click_tracking,
            additional_properties=rest,
        )
        made._came = came
        return made
