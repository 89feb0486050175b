"""TransactionalKeysUpdateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import (
    parsing as _parsing,
    validators as _validators,
    values as _values,
    wire_formats as _wire_formats,
)
from ..._runtime.frames import hides_arguments as _hides_arguments
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset


@_hides_arguments
@_define(kw_only=True, repr=False, getstate_setstate=False)
class TransactionalKeysUpdateRequest(_values.Model):
    """What transactional_keys.update sends.

    Attributes:
        api_token: Token of the key to change. The full token is the identifier.
        status: 0 disables the key, 1 enables it. The server then ignores the other fields. A
            bool.
        name: New name of the key: letters, digits, hyphens, underscores and spaces. 1 to 64
            characters. Must be letters, digits, spaces, hyphens and underscores. Example: Updated
            API Key.
        allow_all_domains: Let the key send from every verified domain of the account.
        approved_domains: Domains that the key may send from. At most 253 items. Example:
            ['example.com', 'mydomain.com'].
        quota: How many e-mails the key may send; 0 means no limit. 0 to 1000000. Example: 1000.
        ip_restrictions: IPv4 or IPv6 addresses or CIDR ranges that the key may be used from. At
            most 50 items. Example: ['192.168.1.1', '10.0.0.0/24'].
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "transactional_keys.update"

    api_token: str = _field(
        validator=_validators.attrs_validator(_validators.text()), repr=_values.redacted
    )
    """Token of the key to change. The full token is the identifier."""
    status: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """0 disables the key, 1 enables it. The server then ignores the other fields. A bool."""
    name: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.text(
                min_length=1,
                max_length=64,
                pattern="[a-zA-Z0-9_\\s-]+",
                meaning="letters, digits, spaces, hyphens and underscores",
            ),
            is_optional=True,
        ),
    )
    """New name of the key: letters, digits, hyphens, underscores and spaces. 1 to 64 characters.
    Must be letters, digits, spaces, hyphens and underscores. Example: Updated API Key."""
    allow_all_domains: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Let the key send from every verified domain of the account."""
    approved_domains: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(
                _validators.text(
                    pattern="(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,}",
                    meaning="a domain name such as example.com",
                ),
                max_items=253,
            ),
            is_optional=True,
        ),
    )
    """Domains that the key may send from. At most 253 items. Example: ['example.com',
    'mydomain.com']."""
    quota: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.number(minimum=0, maximum=1000000, integer=True), is_optional=True
        ),
    )
    """How many e-mails the key may send; 0 means no limit. 0 to 1000000. Example: 1000."""
    ip_restrictions: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(_validators.text(), max_items=50), is_optional=True
        ),
    )
    """IPv4 or IPv6 addresses or CIDR ranges that the key may be used from. At most 50 items.
    Example: ['192.168.1.1', '10.0.0.0/24']."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        raw = _values.raw_of(self)
        fields["api_token"] = self.api_token
        if self.status is not _UNSET and self.status is not None:
            fields["status"] = _wire_formats.FLAG.write(self.status, raw.get("status", _UNSET))
        if self.name is not _UNSET and self.name is not None:
            fields["name"] = self.name
        if self.allow_all_domains is not _UNSET and self.allow_all_domains is not None:
            fields["allowAllDomains"] = self.allow_all_domains
        if self.approved_domains is not _UNSET and self.approved_domains is not None:
            fields["approvedDomains"] = _values.to_wire(self.approved_domains)
        if self.quota is not _UNSET and self.quota is not None:
            fields["quota"] = self.quota
        if self.ip_restrictions is not _UNSET and self.ip_restrictions is not None:
            fields["ipRestrictions"] = _values.to_wire(self.ip_restrictions)
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
        v_api_token = rest.pop("api_token", _UNSET)
        if v_api_token is _UNSET:
            raise _parsing.missing(f"{at}api_token")
        if v_api_token.__class__ is not str:
            v_api_token = _parsing.deviating(v_api_token, "a string", f"{at}api_token", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status is not _UNSET:
            v_status = _wire_formats.FLAG.read(v_status, at, deviations, raw, "status")

        v_name = rest.pop("name", _UNSET)
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _parsing.deviating(v_name, "a string", f"{at}name", deviations)

        v_allow_all_domains = rest.pop("allowAllDomains", _UNSET)
        if v_allow_all_domains.__class__ is not bool and v_allow_all_domains is not _UNSET:
            v_allow_all_domains = _parsing.deviating(
                v_allow_all_domains, "a boolean", f"{at}allowAllDomains", deviations
            )

        v_approved_domains = rest.pop("approvedDomains", _UNSET)
        if v_approved_domains.__class__ is not list and v_approved_domains is not _UNSET:
            v_approved_domains = _parsing.deviating(
                v_approved_domains, "a list", f"{at}approvedDomains", deviations
            )
        elif isinstance(v_approved_domains, list):
            _parsing.check_items(
                v_approved_domains, (str,), "a string", f"{at}approvedDomains", deviations
            )

        v_quota = rest.pop("quota", _UNSET)
        if v_quota.__class__ is not int and v_quota is not _UNSET:
            v_quota = _parsing.deviating(v_quota, "an integer", f"{at}quota", deviations)

        v_ip_restrictions = rest.pop("ipRestrictions", _UNSET)
        if v_ip_restrictions.__class__ is not list and v_ip_restrictions is not _UNSET:
            v_ip_restrictions = _parsing.deviating(
                v_ip_restrictions, "a list", f"{at}ipRestrictions", deviations
            )
        elif isinstance(v_ip_restrictions, list):
            _parsing.check_items(
                v_ip_restrictions, (str,), "a string", f"{at}ipRestrictions", deviations
            )

        return _values.received(
            cls(
                api_token=v_api_token,
                status=v_status,
                name=v_name,
                allow_all_domains=v_allow_all_domains,
                approved_domains=v_approved_domains,
                quota=v_quota,
                ip_restrictions=v_ip_restrictions,
                additional_properties=rest,
            ),
            raw=raw,
        )
