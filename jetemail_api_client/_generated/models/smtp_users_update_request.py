"""SmtpUsersUpdateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.frames import hides_arguments as _hides_arguments
from ..._runtime.values import UNSET as _UNSET, SequenceNotStr, Unset as _Unset


@_hides_arguments
@_define(kw_only=True, repr=False, getstate_setstate=False)
class SmtpUsersUpdateRequest(_values.Model):
    """What smtp_users.update sends.

    Attributes:
        username: Name that the SMTP user has now. Example: existing-user.
        new_username: New name. The server reduces it to lowercase letters, digits and hyphens.
            1 to 64 characters. Must be lowercase letters, digits and hyphens. Example: new-user-
            name.
        password: New password. 8 to 72 characters.
        allow_any_domain: Let the user send from any domain; needs a paid subscription. Not
            together with allow_all_domains.
        allow_all_domains: Let the user send from every verified domain of the account. Not
            together with allow_any_domain. Inferred: on none of the API's own pages.
        approved_domains: Domains that the user may send from. At most 253 items. Example:
            ['example.com', 'mydomain.com'].
        quota: How many e-mails the user may send; 0 means no limit. At least 0. Example: 1000.
        ip_restrictions: IPv4 addresses that the user may connect from. At most 50 items.
            Example: ['192.168.1.1', '10.0.0.1'].
        status: New state of the user. The list of users says disabled where this takes
            inactive.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "smtp_users.update"

    username: str = _field(validator=_validators.attrs_validator(_validators.text()))
    """Name that the SMTP user has now. Example: existing-user."""
    new_username: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.text(
                min_length=1,
                max_length=64,
                pattern="[a-z0-9-]+",
                meaning="lowercase letters, digits and hyphens",
            ),
            is_optional=True,
        ),
    )
    """New name. The server reduces it to lowercase letters, digits and hyphens. 1 to 64
    characters. Must be lowercase letters, digits and hyphens. Example: new-user-name."""
    password: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.text(min_length=8, max_length=72), is_optional=True
        ),
        repr=_values.redacted,
    )
    """New password. 8 to 72 characters."""
    allow_any_domain: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Let the user send from any domain; needs a paid subscription. Not together with
    allow_all_domains."""
    allow_all_domains: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Let the user send from every verified domain of the account. Not together with
    allow_any_domain. Inferred: on none of the API's own pages."""
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
    """Domains that the user may send from. At most 253 items. Example: ['example.com',
    'mydomain.com']."""
    quota: float | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(minimum=0), is_optional=True),
    )
    """How many e-mails the user may send; 0 means no limit. At least 0. Example: 1000."""
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
    """IPv4 addresses that the user may connect from. At most 50 items. Example: ['192.168.1.1',
    '10.0.0.1']."""
    status: (
        Literal["inactive", "active", "suspended", "quota-locked", "quota-unlocked"] | None | _Unset
    ) = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """New state of the user. The list of users says disabled where this takes inactive."""
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
        fields["currentUsername"] = self.username
        if self.new_username is not _UNSET and self.new_username is not None:
            fields["newUsername"] = self.new_username
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
        if self.status is not _UNSET and self.status is not None:
            fields["status"] = self.status
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
        v_username = rest.pop("currentUsername", _UNSET)
        if v_username is _UNSET:
            raise _parsing.missing(f"{at}currentUsername")
        if v_username.__class__ is not str:
            v_username = _parsing.deviating(
                v_username, "a string", f"{at}currentUsername", deviations
            )

        v_new_username = rest.pop("newUsername", _UNSET)
        if v_new_username.__class__ is not str and v_new_username is not _UNSET:
            v_new_username = _parsing.deviating(
                v_new_username, "a string", f"{at}newUsername", deviations
            )

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

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        return cls(
            username=v_username,
            new_username=v_new_username,
            password=v_password,
            allow_any_domain=v_allow_any_domain,
            allow_all_domains=v_allow_all_domains,
            approved_domains=v_approved_domains,
            quota=v_quota,
            ip_restrictions=v_ip_restrictions,
            status=v_status,
            additional_properties=rest,
        )
