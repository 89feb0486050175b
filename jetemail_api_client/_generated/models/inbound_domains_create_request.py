"""InboundDomainsCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.frames import hides_arguments as _hides_arguments
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset
from .smtp_server import SmtpServer


@_hides_arguments
@_define(kw_only=True, repr=False, getstate_setstate=False)
class InboundDomainsCreateRequest(_values.Model):
    """smtp_servers is required with smtp delivery, webhook_url with webhook delivery.

    Attributes:
        domain: Name of the domain: a primary domain, not a host below it. Must be a domain name
            such as example.com. Example: example.com.
        delivery_type: How mail for the domain is delivered.
        smtp_servers: Servers that the mail is delivered to. Required for smtp delivery, refused
            for others.
        webhook_url: Address that the mail is sent to. Only for webhook delivery. Example:
            https://example.com/webhook/inbound.
        webhook_method: HTTP method of the call. Only for webhook delivery. Server default:
            POST.
        webhook_headers: Further headers of the call. Only for webhook delivery.
        webhook_timeout: Time limit of the call in milliseconds. Only for webhook delivery.
            Server default: 30000.
        webhook_retry_count: How often a failed call is tried again. Only for webhook delivery.
            Server default: 3.
        webhook_auth_header: Value of the Authorization header of the call. Only for webhook
            delivery.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "inbound_domains.create"

    domain: str = _field(
        validator=_validators.attrs_validator(
            _validators.text(
                pattern="(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,}",
                meaning="a domain name such as example.com",
            )
        )
    )
    """Name of the domain: a primary domain, not a host below it. Must be a domain name such as
    example.com. Example: example.com."""
    delivery_type: Literal["smtp", "webhook", "forward"] = _field(
        validator=_validators.attrs_validator(_validators.text())
    )
    """How mail for the domain is delivered."""
    smtp_servers: SequenceNotStr[str | SmtpServer] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(
                _validators.one_of(
                    "a str or a SmtpServer",
                    (str, _validators.text()),
                    (SmtpServer, _validators.instance_of(SmtpServer, "a SmtpServer")),
                )
            ),
            is_optional=True,
        ),
    )
    """Servers that the mail is delivered to. Required for smtp delivery, refused for others."""
    webhook_url: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Address that the mail is sent to. Only for webhook delivery. Example:
    https://example.com/webhook/inbound."""
    webhook_method: Literal["POST", "PUT"] | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """HTTP method of the call. Only for webhook delivery. Server default: POST."""
    webhook_headers: Mapping[str, Any] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.headers_of(lambda *_: None), is_optional=True
        ),
        repr=_values.redacted,
    )
    """Further headers of the call. Only for webhook delivery."""
    webhook_timeout: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(integer=True), is_optional=True),
    )
    """Time limit of the call in milliseconds. Only for webhook delivery. Server default: 30000."""
    webhook_retry_count: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(integer=True), is_optional=True),
    )
    """How often a failed call is tried again. Only for webhook delivery. Server default: 3."""
    webhook_auth_header: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.text(check=_validators.one_line), is_optional=True
        ),
        repr=_values.redacted,
    )
    """Value of the Authorization header of the call. Only for webhook delivery."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["domain"] = self.domain
        fields["delivery_type"] = self.delivery_type
        if self.smtp_servers is not _UNSET and self.smtp_servers is not None:
            fields["smtp_servers"] = _values.to_wire(self.smtp_servers)
        if self.webhook_url is not _UNSET and self.webhook_url is not None:
            fields["webhook_url"] = self.webhook_url
        if self.webhook_method is not _UNSET and self.webhook_method is not None:
            fields["webhook_method"] = self.webhook_method
        if self.webhook_headers is not _UNSET and self.webhook_headers is not None:
            fields["webhook_headers"] = _values.to_wire(self.webhook_headers)
        if self.webhook_timeout is not _UNSET and self.webhook_timeout is not None:
            fields["webhook_timeout"] = self.webhook_timeout
        if self.webhook_retry_count is not _UNSET and self.webhook_retry_count is not None:
            fields["webhook_retry_count"] = self.webhook_retry_count
        if self.webhook_auth_header is not _UNSET and self.webhook_auth_header is not None:
            fields["webhook_auth_header"] = self.webhook_auth_header
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
        v_domain = rest.pop("domain", _UNSET)
        if v_domain is _UNSET:
            raise _parsing.missing(f"{at}domain")
        if v_domain.__class__ is not str:
            v_domain = _parsing.deviating(v_domain, "a string", f"{at}domain", deviations)

        v_delivery_type = rest.pop("delivery_type", _UNSET)
        if v_delivery_type is _UNSET:
            raise _parsing.missing(f"{at}delivery_type")
        if v_delivery_type.__class__ is not str:
            v_delivery_type = _parsing.deviating(
                v_delivery_type, "a string", f"{at}delivery_type", deviations
            )

        v_smtp_servers = rest.pop("smtp_servers", _UNSET)
        if v_smtp_servers.__class__ is not list and v_smtp_servers is not _UNSET:
            v_smtp_servers = _parsing.deviating(
                v_smtp_servers, "a list", f"{at}smtp_servers", deviations
            )
        elif isinstance(v_smtp_servers, list):
            v_smtp_servers = [
                SmtpServer.from_dict(
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
        if v_webhook_url.__class__ is not str and v_webhook_url is not _UNSET:
            v_webhook_url = _parsing.deviating(
                v_webhook_url, "a string", f"{at}webhook_url", deviations
            )

        v_webhook_method = rest.pop("webhook_method", _UNSET)
        if v_webhook_method.__class__ is not str and v_webhook_method is not _UNSET:
            v_webhook_method = _parsing.deviating(
                v_webhook_method, "a string", f"{at}webhook_method", deviations
            )

        v_webhook_headers = rest.pop("webhook_headers", _UNSET)
        if v_webhook_headers.__class__ is not dict and v_webhook_headers is not _UNSET:
            v_webhook_headers = _parsing.deviating(
                v_webhook_headers, "an object", f"{at}webhook_headers", deviations
            )

        v_webhook_timeout = rest.pop("webhook_timeout", _UNSET)
        if v_webhook_timeout.__class__ is not int and v_webhook_timeout is not _UNSET:
            v_webhook_timeout = _parsing.deviating(
                v_webhook_timeout, "an integer", f"{at}webhook_timeout", deviations
            )

        v_webhook_retry_count = rest.pop("webhook_retry_count", _UNSET)
        if v_webhook_retry_count.__class__ is not int and v_webhook_retry_count is not _UNSET:
            v_webhook_retry_count = _parsing.deviating(
                v_webhook_retry_count, "an integer", f"{at}webhook_retry_count", deviations
            )

        v_webhook_auth_header = rest.pop("webhook_auth_header", _UNSET)
        if v_webhook_auth_header.__class__ is not str and v_webhook_auth_header is not _UNSET:
            v_webhook_auth_header = _parsing.deviating(
                v_webhook_auth_header, "a string", f"{at}webhook_auth_header", deviations
            )

        return cls(
            domain=v_domain,
            delivery_type=v_delivery_type,
            smtp_servers=v_smtp_servers,
            webhook_url=v_webhook_url,
            webhook_method=v_webhook_method,
            webhook_headers=v_webhook_headers,
            webhook_timeout=v_webhook_timeout,
            webhook_retry_count=v_webhook_retry_count,
            webhook_auth_header=v_webhook_auth_header,
            additional_properties=rest,
        )
