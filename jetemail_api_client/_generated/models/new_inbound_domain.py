"""NewInboundDomain.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class NewInboundDomain:
    """The new domain.

    Attributes:
        domain: Name of the domain.
        delivery_type: How mail for the domain is delivered.
        status: State of the domain; the full list of values is not published. Values seen so
            far: active.
        uuid: UUID of the domain.
        webhook_secret: Secret that signs the calls of the webhook; it begins with whsec_. It
            may come with other delivery types, too.
        forward_mx_verified: 1 if the check of the MX record succeeded, else 0. A bool here.
        forward_dkim_verified: 1 if the check of the DKIM CNAME record succeeded, else 0. A bool
            here.
        forward_spf_verified: 1 if the check of the SPF record succeeded, else 0. A bool here.
        forward_dmarc_verified: 1 if the check of the DMARC record succeeded, else 0. A bool
            here.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "NewInboundDomain"

    domain: str | _Unset = _UNSET
    delivery_type: Literal["smtp", "webhook", "forward"] | str | _Unset = _UNSET
    status: str | _Unset = _UNSET
    uuid: str | _Unset = _UNSET
    webhook_secret: str | _Unset = _field(default=_UNSET, repr=_values.masked)
    forward_mx_verified: bool | _Unset = _UNSET
    forward_dkim_verified: bool | _Unset = _UNSET
    forward_spf_verified: bool | _Unset = _UNSET
    forward_dmarc_verified: bool | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
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
            fields["forward_mx_verified"] = _forms.FLAG.written(
                self.forward_mx_verified, self._came.get("forward_mx_verified", _UNSET)
            )
        if self.forward_dkim_verified is not _UNSET:
            fields["forward_dkim_verified"] = _forms.FLAG.written(
                self.forward_dkim_verified, self._came.get("forward_dkim_verified", _UNSET)
            )
        if self.forward_spf_verified is not _UNSET:
            fields["forward_spf_verified"] = _forms.FLAG.written(
                self.forward_spf_verified, self._came.get("forward_spf_verified", _UNSET)
            )
        if self.forward_dmarc_verified is not _UNSET:
            fields["forward_dmarc_verified"] = _forms.FLAG.written(
                self.forward_dmarc_verified, self._came.get("forward_dmarc_verified", _UNSET)
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
        v_domain = rest.pop("domain", _UNSET)
        if v_domain.__class__ is not str and v_domain is not _UNSET:
            v_domain = _readings.kept(v_domain, "a string", f"{at}domain", odd)

        v_delivery_type = rest.pop("delivery_type", _UNSET)
        if v_delivery_type.__class__ is not str and v_delivery_type is not _UNSET:
            v_delivery_type = _readings.kept(v_delivery_type, "a string", f"{at}delivery_type", odd)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _readings.kept(v_status, "a string", f"{at}status", odd)

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        v_webhook_secret = rest.pop("webhook_secret", _UNSET)
        if v_webhook_secret.__class__ is not str and v_webhook_secret is not _UNSET:
            v_webhook_secret = _readings.kept(
                v_webhook_secret, "a string", f"{at}webhook_secret", odd
            )

        v_forward_mx_verified = rest.pop("forward_mx_verified", _UNSET)
        if v_forward_mx_verified is not _UNSET:
            v_forward_mx_verified = _forms.FLAG.read(
                v_forward_mx_verified, at, odd, came, "forward_mx_verified"
            )

        v_forward_dkim_verified = rest.pop("forward_dkim_verified", _UNSET)
        if v_forward_dkim_verified is not _UNSET:
            v_forward_dkim_verified = _forms.FLAG.read(
                v_forward_dkim_verified, at, odd, came, "forward_dkim_verified"
            )

        v_forward_spf_verified = rest.pop("forward_spf_verified", _UNSET)
        if v_forward_spf_verified is not _UNSET:
            v_forward_spf_verified = _forms.FLAG.read(
                v_forward_spf_verified, at, odd, came, "forward_spf_verified"
            )

        v_forward_dmarc_verified = rest.pop("forward_dmarc_verified", _UNSET)
        if v_forward_dmarc_verified is not _UNSET:
            v_forward_dmarc_verified = _forms.FLAG.read(
                v_forward_dmarc_verified, at, odd, came, "forward_dmarc_verified"
            )

        made = cls(
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
        )
        made._came = came
        return made
