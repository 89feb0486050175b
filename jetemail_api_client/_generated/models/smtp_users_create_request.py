"""SmtpUsersCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.frames import hides_arguments as _hides_arguments
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset


@_hides_arguments
@_define(kw_only=True, repr=False, getstate_setstate=False)
class SmtpUsersCreateRequest(_values.Model):
    """What smtp_users.create sends.

    Attributes:
        username: Name of the SMTP user. The server reduces it to lowercase letters, digits and
            hyphens. 1 to 64 characters. Must be lowercase letters, digits and hyphens. Example:
            smtp-user1.
        password: Password of the SMTP user. When it is left out, the server makes one and
            returns it once. 8 to 72 characters.
        allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
            together with allow_all_domains. Server default: False.
        allow_all_domains: Let the user send from every verified domain of the account. Not
            together with allow_any_domain. Server default: False.
        approved_domains: Domains that the user may send from. At most 50 items. Server default:
            []. Example: ['example.com', 'mydomain.com'].
        quota: How many e-mails the user may send. At least 0. Server default: 0. Example: 1000.
        ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items. Server
            default: []. Example: ['192.168.1.1', '10.0.0.1'].
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "smtp_users.create"

    username: str = _field(
        validator=_validators.attrs_validator(
            _validators.text(
                min_length=1,
                max_length=64,
                pattern="[a-z0-9-]+",
                meaning="lowercase letters, digits and hyphens",
            )
        )
    )
    """Name of the SMTP user. The server reduces it to lowercase letters, digits and hyphens. 1 to
    64 characters. Must be lowercase letters, digits and hyphens. Example: smtp-user1."""
    password: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.text(min_length=8, max_length=72), is_optional=True
        ),
        repr=_values.redacted,
    )
    """Password of the SMTP user. When it is left out, the server makes one and returns it once. 8
    to 72 characters."""
    allow_any_domain: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Let the user send from any domain; needs a paid subscription. Not together with
    allow_all_domains. Server default: False."""
    allow_all_domains: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Let the user send from every verified domain of the account. Not together with
    allow_any_domain. Server default: False."""
    approved_domains: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(
                _validators.text(
                    pattern="(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,}",
                    meaning="a domain name such as example.com",
                ),
                max_items=50,
            ),
            is_optional=True,
        ),
    )
    """Domains that the user may send from. At most 50 items. Server default: []. Example:
    ['example.com', 'mydomain.com']."""
    quota: float | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(minimum=0), is_optional=True),
    )
    """How many e-mails the user may send. At least 0. Server default: 0. Example: 1000."""
    ip_restrictions: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.array(
                _validators.text(
                    pattern="(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)",
                    meaning="an IPv4 address such as 192.168.1.1",
                ),
                max_items=50,
            ),
            is_optional=True,
        ),
    )
    """IPv4 addresses that the user may connect from. At most 50 items. Server default: [].
    Example: ['192.168.1.1', '10.0.0.1']."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def __attrs_post_init__(self) -> None:
        _validators.require_at_most_one(
            self.operation_name,
            allow_any_domain=_values.given(self.allow_any_domain),
            allow_all_domains=_values.given(self.allow_all_domains),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["username"] = self.username
        if self.password is not _UNSET and self.password is not None:
            fields["password"] = self.password
        if self.allow_any_domain is not _UNSET and self.allow_any_domain is not None:
            fields["allowAnyDomain"] = self.allow_any_domain
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
        v_username = rest.pop("username", _UNSET)
        if v_username is _UNSET:
            raise _parsing.missing(f"{at}username")
        if v_username.__class__ is not str:
            v_username = _parsing.deviating(v_username, "a string", f"{at}username", deviations)

        v_password = rest.pop("password", _UNSET)
        if v_password.__class__ is not str and v_password is not _UNSET:
            v_password = _parsing.deviating(v_password, "a string", f"{at}password", deviations)

        v_allow_any_domain = rest.pop("allowAnyDomain", _UNSET)
        if v_allow_any_domain.__class__ is not bool and v_allow_any_domain is not _UNSET:
            v_allow_any_domain = _parsing.deviating(
                v_allow_any_domain, "a boolean", f"{at}allowAnyDomain", deviations
            )

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
        if (
            v_quota.__class__ is not float
            and v_quota.__class__ is not int
            and v_quota is not _UNSET
        ):
            v_quota = _parsing.deviating(v_quota, "a number", f"{at}quota", deviations)

        v_ip_restrictions = rest.pop("ipRestrictions", _UNSET)
        if v_ip_restrictions.__class__ is not list and v_ip_restrictions is not _UNSET:
            v_ip_restrictions = _parsing.deviating(
                v_ip_restrictions, "a list", f"{at}ipRestrictions", deviations
            )
        elif isinstance(v_ip_restrictions, list):
            _parsing.check_items(
                v_ip_restrictions, (str,), "a string", f"{at}ipRestrictions", deviations
            )

        return cls(
            username=v_username,
            password=v_password,
            allow_any_domain=v_allow_any_domain,
            allow_all_domains=v_allow_all_domains,
            approved_domains=v_approved_domains,
            quota=v_quota,
            ip_restrictions=v_ip_restrictions,
            additional_properties=rest,
        )
