"""NewInboundDomain.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class NewInboundDomain(_values.Model):
    """The new domain.

    Attributes:
        domain: Name of the domain.
        delivery_type: How mail for the domain is delivered.
        status: State of the domain; the full list of values is not published. Values seen so
            far: active.
        uuid: UUID of the domain.
        webhook_secret: Secret that signs the calls of the webhook; it begins with whsec_. It
            may come with other delivery types, too.
        forward_mx_verified: 1 if the check of the MX record succeeded, else 0. A bool.
        forward_dkim_verified: 1 if the check of the DKIM CNAME record succeeded, else 0. A
            bool.
        forward_spf_verified: 1 if the check of the SPF record succeeded, else 0. A bool.
        forward_dmarc_verified: 1 if the check of the DMARC record succeeded, else 0. A bool.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "NewInboundDomain"

    domain: str | _Unset = _UNSET
    """Name of the domain."""
    delivery_type: Literal["smtp", "webhook", "forward"] | str | _Unset = _UNSET
    """How mail for the domain is delivered."""
    status: str | _Unset = _UNSET
    """State of the domain; the full list of values is not published. Values seen so far: active."""
    uuid: str | _Unset = _UNSET
    """UUID of the domain."""
    webhook_secret: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Secret that signs the calls of the webhook; it begins with whsec_. It may come with other
    delivery types, too."""
    forward_mx_verified: bool | _Unset = _UNSET
    """1 if the check of the MX record succeeded, else 0. A bool."""
    forward_dkim_verified: bool | _Unset = _UNSET
    """1 if the check of the DKIM CNAME record succeeded, else 0. A bool."""
    forward_spf_verified: bool | _Unset = _UNSET
    """1 if the check of the SPF record succeeded, else 0. A bool."""
    forward_dmarc_verified: bool | _Unset = _UNSET
    """1 if the check of the DMARC record succeeded, else 0. A bool."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.domain is not _UNSET:
            fields["domain"] = self.domain
        if self.delivery_type is not _UNSET:
            fields["delivery_type"] = self.delivery_type
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.webhook_secret is not _UNSET:
            fields["webhook_secret"] = self.webhook_secret
        if self.forward_mx_verified is not _UNSET:
            fields["forward_mx_verified"] = _wire_formats.FLAG.write(
                self.forward_mx_verified, raw.get("forward_mx_verified", _UNSET)
            )
        if self.forward_dkim_verified is not _UNSET:
            fields["forward_dkim_verified"] = _wire_formats.FLAG.write(
                self.forward_dkim_verified, raw.get("forward_dkim_verified", _UNSET)
            )
        if self.forward_spf_verified is not _UNSET:
            fields["forward_spf_verified"] = _wire_formats.FLAG.write(
                self.forward_spf_verified, raw.get("forward_spf_verified", _UNSET)
            )
        if self.forward_dmarc_verified is not _UNSET:
            fields["forward_dmarc_verified"] = _wire_formats.FLAG.write(
                self.forward_dmarc_verified, raw.get("forward_dmarc_verified", _UNSET)
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
        v_domain = rest.pop("domain", _UNSET)
        if v_domain.__class__ is not str and v_domain is not _UNSET:
            v_domain = _parsing.deviating(v_domain, "a string", f"{at}domain", deviations)

        v_delivery_type = rest.pop("delivery_type", _UNSET)
        if v_delivery_type.__class__ is not str and v_delivery_type is not _UNSET:
            v_delivery_type = _parsing.deviating(
                v_delivery_type, "a string", f"{at}delivery_type", deviations
            )

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        v_webhook_secret = rest.pop("webhook_secret", _UNSET)
        if v_webhook_secret.__class__ is not str and v_webhook_secret is not _UNSET:
            v_webhook_secret = _parsing.deviating(
                v_webhook_secret, "a string", f"{at}webhook_secret", deviations
            )

        v_forward_mx_verified = rest.pop("forward_mx_verified", _UNSET)
        if v_forward_mx_verified is not _UNSET:
            v_forward_mx_verified = _wire_formats.FLAG.read(
                v_forward_mx_verified, at, deviations, raw, "forward_mx_verified"
            )

        v_forward_dkim_verified = rest.pop("forward_dkim_verified", _UNSET)
        if v_forward_dkim_verified is not _UNSET:
            v_forward_dkim_verified = _wire_formats.FLAG.read(
                v_forward_dkim_verified, at, deviations, raw, "forward_dkim_verified"
            )

        v_forward_spf_verified = rest.pop("forward_spf_verified", _UNSET)
        if v_forward_spf_verified is not _UNSET:
            v_forward_spf_verified = _wire_formats.FLAG.read(
                v_forward_spf_verified, at, deviations, raw, "forward_spf_verified"
            )

        v_forward_dmarc_verified = rest.pop("forward_dmarc_verified", _UNSET)
        if v_forward_dmarc_verified is not _UNSET:
            v_forward_dmarc_verified = _wire_formats.FLAG.read(
                v_forward_dmarc_verified, at, deviations, raw, "forward_dmarc_verified"
            )

        return _values.received(
            cls(
                domain=v_domain,
                delivery_type=v_delivery_type,
                status=v_status,
                uuid=v_uuid,
                webhook_secret=v_webhook_secret,
                forward_mx_verified=v_forward_mx_verified,
                forward_dkim_verified=v_forward_dkim_verified,
                forward_spf_verified=v_forward_spf_verified,
                forward_dmarc_verified=v_forward_dmarc_verified,
                additional_properties=rest,
            ),
            raw=raw,
        )
