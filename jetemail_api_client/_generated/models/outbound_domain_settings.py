"""OutboundDomainSettings.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class OutboundDomainSettings(_values.Model):
    """The settings. Other fields may come: the published list is cut off here.

    Attributes:
        uuid: UUID of the domain. Example: b814c25d-b18c-4044-ae31-49e22ce908b5.
        domain: Name of the domain.
        bcc_emails: Addresses that get a blind copy; the type is not published. Inferred: on
            none of the API's own pages.
        open_tracking: Whether opens are tracked. The type is not published: a boolean, or 0 or
            1. A bool. Inferred: on none of the API's own pages.
        click_tracking: Whether clicks are tracked. The type is not published: a boolean, or 0
            or 1. A bool. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "OutboundDomainSettings"

    uuid: str | _Unset = _UNSET
    """UUID of the domain. Example: b814c25d-b18c-4044-ae31-49e22ce908b5."""
    domain: str | _Unset = _UNSET
    """Name of the domain."""
    bcc_emails: Any | _Unset = _UNSET
    """Addresses that get a blind copy; the type is not published. Inferred: on none of the API's
    own pages."""
    open_tracking: bool | _Unset = _UNSET
    """Whether opens are tracked. The type is not published: a boolean, or 0 or 1. A bool.
    Inferred: on none of the API's own pages."""
    click_tracking: bool | _Unset = _UNSET
    """Whether clicks are tracked. The type is not published: a boolean, or 0 or 1. A bool.
    Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.domain is not _UNSET:
            fields["domain"] = self.domain
        if self.bcc_emails is not _UNSET:
            fields["bccEmails"] = _values.to_wire(self.bcc_emails)
        if self.open_tracking is not _UNSET:
            fields["openTracking"] = _wire_formats.FLAG.write(
                self.open_tracking, raw.get("openTracking", _UNSET)
            )
        if self.click_tracking is not _UNSET:
            fields["clickTracking"] = _wire_formats.FLAG.write(
                self.click_tracking, raw.get("clickTracking", _UNSET)
            )
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        v_domain = rest.pop("domain", _UNSET)
        if v_domain.__class__ is not str and v_domain is not _UNSET:
            v_domain = _parsing.deviating(v_domain, "a string", f"{at}domain", deviations)

        v_bcc_emails = rest.pop("bccEmails", _UNSET)

        v_open_tracking = rest.pop("openTracking", _UNSET)
        if v_open_tracking is not _UNSET:
            v_open_tracking = _wire_formats.FLAG.read(
                v_open_tracking, at, deviations, raw, "openTracking"
            )

        v_click_tracking = rest.pop("clickTracking", _UNSET)
        if v_click_tracking is not _UNSET:
            v_click_tracking = _wire_formats.FLAG.read(
                v_click_tracking, at, deviations, raw, "clickTracking"
            )

        return _values.received(
            cls(
                uuid=v_uuid,
                domain=v_domain,
                bcc_emails=v_bcc_emails,
                open_tracking=v_open_tracking,
                click_tracking=v_click_tracking,
                additional_properties=rest,
            ),
            raw=raw,
        )
