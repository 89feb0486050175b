"""InboundDomainSettings.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .smtp_server_settings import SmtpServerSettings


@_define(kw_only=True, repr=False, getstate_setstate=False)
class InboundDomainSettings(_values.Model):
    """The settings. Other fields may come: the published list is cut off here.

    Attributes:
        uuid: UUID of the domain.
        domain: Name of the domain. Inferred: on none of the API's own pages.
        delivery_type: How mail for the domain is delivered. Inferred: on none of the API's own
            pages.
        status: State of the domain; it may also come as 0 or 1. Inferred: on none of the API's
            own pages.
        smtp_servers: Servers that the mail is delivered to. Only for smtp delivery. Inferred:
            on none of the API's own pages.
        webhook_url: Address that the mail is sent to. Only for webhook delivery. Inferred: on
            none of the API's own pages.
        webhook_method: HTTP method of the call. Only for webhook delivery. Inferred: on none of
            the API's own pages.
        webhook_headers: Further headers of the call. Only for webhook delivery. Inferred: on
            none of the API's own pages.
        webhook_timeout: Time limit of the call in milliseconds. Only for webhook delivery.
            Inferred: on none of the API's own pages.
        webhook_retry_count: How often a failed call is tried again. Only for webhook delivery.
            Inferred: on none of the API's own pages.
        webhook_auth_header: Value of the Authorization header of the call. Only for webhook
            delivery. Inferred: on none of the API's own pages.
        forward_mx_verified: 1 if the check of the MX record succeeded, else 0. Only for forward
            delivery. A bool. Inferred: on none of the API's own pages.
        forward_dkim_verified: 1 if the check of the DKIM CNAME record succeeded, else 0. Only
            for forward delivery. A bool. Inferred: on none of the API's own pages.
        forward_spf_verified: 1 if the check of the SPF record succeeded, else 0. Only for
            forward delivery. A bool. Inferred: on none of the API's own pages.
        forward_dmarc_verified: 1 if the check of the DMARC record succeeded, else 0. Only for
            forward delivery. A bool. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "InboundDomainSettings"

    uuid: str | _Unset = _UNSET
    """UUID of the domain."""
    domain: str | _Unset = _UNSET
    """Name of the domain. Inferred: on none of the API's own pages."""
    delivery_type: Literal["smtp", "webhook", "forward"] | str | _Unset = _UNSET
    """How mail for the domain is delivered. Inferred: on none of the API's own pages."""
    status: Literal["active", "disabled"] | str | _Unset = _UNSET
    """State of the domain; it may also come as 0 or 1. Inferred: on none of the API's own pages."""
    smtp_servers: list[str | SmtpServerSettings] | _Unset = _UNSET
    """Servers that the mail is delivered to. Only for smtp delivery. Inferred: on none of the
    API's own pages."""
    webhook_url: str | None | _Unset = _UNSET
    """Address that the mail is sent to. Only for webhook delivery. Inferred: on none of the API's
    own pages."""
    webhook_method: str | _Unset = _UNSET
    """HTTP method of the call. Only for webhook delivery. Inferred: on none of the API's own
    pages."""
    webhook_headers: dict[str, Any] | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Further headers of the call. Only for webhook delivery. Inferred: on none of the API's own
    pages."""
    webhook_timeout: int | None | _Unset = _UNSET
    """Time limit of the call in milliseconds. Only for webhook delivery. Inferred: on none of the
    API's own pages."""
    webhook_retry_count: int | None | _Unset = _UNSET
    """How often a failed call is tried again. Only for webhook delivery. Inferred: on none of the
    API's own pages."""
    webhook_auth_header: str | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Value of the Authorization header of the call. Only for webhook delivery. Inferred: on none
    of the API's own pages."""
    forward_mx_verified: bool | _Unset = _UNSET
    """1 if the check of the MX record succeeded, else 0. Only for forward delivery. A bool.
    Inferred: on none of the API's own pages."""
    forward_dkim_verified: bool | _Unset = _UNSET
    """1 if the check of the DKIM CNAME record succeeded, else 0. Only for forward delivery. A
    bool. Inferred: on none of the API's own pages."""
    forward_spf_verified: bool | _Unset = _UNSET
    """1 if the check of the SPF record succeeded, else 0. Only for forward delivery. A bool.
    Inferred: on none of the API's own pages."""
    forward_dmarc_verified: bool | _Unset = _UNSET
    """1 if the check of the DMARC record succeeded, else 0. Only for forward delivery. A bool.
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
        if self.delivery_type is not _UNSET:
            fields["delivery_type"] = self.delivery_type
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.smtp_servers is not _UNSET:
            fields["smtp_servers"] = _values.to_wire(self.smtp_servers)
        if self.webhook_url is not _UNSET:
            fields["webhook_url"] = self.webhook_url
        if self.webhook_method is not _UNSET:
            fields["webhook_method"] = self.webhook_method
        if self.webhook_headers is not _UNSET:
            fields["webhook_headers"] = _values.to_wire(self.webhook_headers)
        if self.webhook_timeout is not _UNSET:
            fields["webhook_timeout"] = self.webhook_timeout
        if self.webhook_retry_count is not _UNSET:
            fields["webhook_retry_count"] = self.webhook_retry_count
        if self.webhook_auth_header is not _UNSET:
            fields["webhook_auth_header"] = self.webhook_auth_header
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

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

        v_smtp_servers = rest.pop("smtp_servers", _UNSET)
        if v_smtp_servers.__class__ is not list and v_smtp_servers is not _UNSET:
            v_smtp_servers = _parsing.deviating(
                v_smtp_servers, "a list", f"{at}smtp_servers", deviations
            )
        elif isinstance(v_smtp_servers, list):
            v_smtp_servers = [
                SmtpServerSettings.from_dict(
                    v_item, at=f"{at}smtp_servers[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else v_item
                if v_item.__class__ is str
                else _parsing.deviating(
                    v_item, "a string or an object", f"{at}smtp_servers[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_smtp_servers)
            ]

        v_webhook_url = rest.pop("webhook_url", _UNSET)
        if (
            v_webhook_url.__class__ is not str
            and v_webhook_url is not None
            and v_webhook_url is not _UNSET
        ):
            v_webhook_url = _parsing.deviating(
                v_webhook_url, "a string", f"{at}webhook_url", deviations
            )

        v_webhook_method = rest.pop("webhook_method", _UNSET)
        if v_webhook_method.__class__ is not str and v_webhook_method is not _UNSET:
            v_webhook_method = _parsing.deviating(
                v_webhook_method, "a string", f"{at}webhook_method", deviations
            )

        v_webhook_headers = rest.pop("webhook_headers", _UNSET)
        if (
            v_webhook_headers.__class__ is not dict
            and v_webhook_headers is not None
            and v_webhook_headers is not _UNSET
        ):
            v_webhook_headers = _parsing.deviating(
                v_webhook_headers, "an object", f"{at}webhook_headers", deviations
            )

        v_webhook_timeout = rest.pop("webhook_timeout", _UNSET)
        if (
            v_webhook_timeout.__class__ is not int
            and v_webhook_timeout is not None
            and v_webhook_timeout is not _UNSET
        ):
            v_webhook_timeout = _parsing.deviating(
                v_webhook_timeout, "an integer", f"{at}webhook_timeout", deviations
            )

        v_webhook_retry_count = rest.pop("webhook_retry_count", _UNSET)
        if (
            v_webhook_retry_count.__class__ is not int
            and v_webhook_retry_count is not None
            and v_webhook_retry_count is not _UNSET
        ):
            v_webhook_retry_count = _parsing.deviating(
                v_webhook_retry_count, "an integer", f"{at}webhook_retry_count", deviations
            )

        v_webhook_auth_header = rest.pop("webhook_auth_header", _UNSET)
        if (
            v_webhook_auth_header.__class__ is not str
            and v_webhook_auth_header is not None
            and v_webhook_auth_header is not _UNSET
        ):
            v_webhook_auth_header = _parsing.deviating(
                v_webhook_auth_header, "a string", f"{at}webhook_auth_header", deviations
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
                uuid=v_uuid,
                domain=v_domain,
                delivery_type=v_delivery_type,
                status=v_status,
                smtp_servers=v_smtp_servers,
                webhook_url=v_webhook_url,
                webhook_method=v_webhook_method,
                webhook_headers=v_webhook_headers,
                webhook_timeout=v_webhook_timeout,
                webhook_retry_count=v_webhook_retry_count,
                webhook_auth_header=v_webhook_auth_header,
                forward_mx_verified=v_forward_mx_verified,
                forward_dkim_verified=v_forward_dkim_verified,
                forward_spf_verified=v_forward_spf_verified,
                forward_dmarc_verified=v_forward_dmarc_verified,
                additional_properties=rest,
            ),
            raw=raw,
        )
