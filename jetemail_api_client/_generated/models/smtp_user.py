"""SmtpUser.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SmtpUser(_values.Model):
    """An SMTP user.

    Attributes:
        username: Name of the SMTP user. Example: smtpuser.
        status: State of the user. An update takes inactive where this says disabled. Example:
            active.
        allow_any_domain: 1 if the user may send from any domain, else 0; requests take a
            boolean. A bool.
        allow_all_domains: Whether the user may send from every verified domain of the account.
            The type is not published: a boolean, 0 or 1, or "0" or "1". A bool. Inferred: on none
            of the API's own pages.
        approved_domains: Domains that the user may send from: a JSON array in a string, while
            requests take an array. A list of texts.
        usage: How much of the quota is used, in e-mails. Example: 77.
        quota: How many e-mails the user may send; 0 means no limit. Example: 1001.
        ip_restrictions: Addresses that the user may connect from: a JSON array in a string,
            while requests take an array. A list of texts.
        created_date: When the user was created, as digits in a string: Unix milliseconds, or
            Unix seconds with a decimal part. Timezone-aware.
        last_modified: When the user last changed, in Unix seconds. Timezone-aware.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "SmtpUser"

    username: str | _Unset = _UNSET
    """Name of the SMTP user. Example: smtpuser."""
    status: (
        Literal["disabled", "active", "suspended", "quota-locked", "quota-unlocked"] | str | _Unset
    ) = _UNSET
    """State of the user. An update takes inactive where this says disabled. Example: active."""
    allow_any_domain: bool | _Unset = _UNSET
    """1 if the user may send from any domain, else 0; requests take a boolean. A bool."""
    allow_all_domains: bool | _Unset = _UNSET
    """Whether the user may send from every verified domain of the account. The type is not
    published: a boolean, 0 or 1, or "0" or "1". A bool. Inferred: on none of the API's own
    pages."""
    approved_domains: list[str] | _Unset = _UNSET
    """Domains that the user may send from: a JSON array in a string, while requests take an array.
    A list of texts."""
    usage: float | _Unset = _UNSET
    """How much of the quota is used, in e-mails. Example: 77."""
    quota: float | _Unset = _UNSET
    """How many e-mails the user may send; 0 means no limit. Example: 1001."""
    ip_restrictions: list[str] | _Unset = _UNSET
    """Addresses that the user may connect from: a JSON array in a string, while requests take an
    array. A list of texts."""
    created_date: datetime | _Unset = _UNSET
    """When the user was created, as digits in a string: Unix milliseconds, or Unix seconds with a
    decimal part. Timezone-aware."""
    last_modified: datetime | _Unset = _UNSET
    """When the user last changed, in Unix seconds. Timezone-aware."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.username is not _UNSET:
            fields["username"] = self.username
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.allow_any_domain is not _UNSET:
            fields["allowAnyDomain"] = _wire_formats.FLAG.write(
                self.allow_any_domain, raw.get("allowAnyDomain", _UNSET)
            )
        if self.allow_all_domains is not _UNSET:
            fields["allowAllDomains"] = _wire_formats.FLAG.write(
                self.allow_all_domains, raw.get("allowAllDomains", _UNSET)
            )
        if self.approved_domains is not _UNSET:
            fields["approvedDomains"] = _wire_formats.JSON_LIST.write(
                self.approved_domains, raw.get("approvedDomains", _UNSET)
            )
        if self.usage is not _UNSET:
            fields["usage"] = self.usage
        if self.quota is not _UNSET:
            fields["quota"] = self.quota
        if self.ip_restrictions is not _UNSET:
            fields["ipRestrictions"] = _wire_formats.JSON_LIST.write(
                self.ip_restrictions, raw.get("ipRestrictions", _UNSET)
            )
        if self.created_date is not _UNSET:
            fields["created_date"] = _wire_formats.UNIX_MILLISECONDS.write(
                self.created_date, raw.get("created_date", _UNSET)
            )
        if self.last_modified is not _UNSET:
            fields["last_modified"] = _wire_formats.UNIX_SECONDS.write(
                self.last_modified, raw.get("last_modified", _UNSET)
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
        v_username = rest.pop("username", _UNSET)
        if v_username.__class__ is not str and v_username is not _UNSET:
            v_username = _parsing.deviating(v_username, "a string", f"{at}username", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        v_allow_any_domain = rest.pop("allowAnyDomain", _UNSET)
        if v_allow_any_domain is not _UNSET:
            v_allow_any_domain = _wire_formats.FLAG.read(
                v_allow_any_domain, at, deviations, raw, "allowAnyDomain"
            )

        v_allow_all_domains = rest.pop("allowAllDomains", _UNSET)
        if v_allow_all_domains is not _UNSET:
            v_allow_all_domains = _wire_formats.FLAG.read(
                v_allow_all_domains, at, deviations, raw, "allowAllDomains"
            )

        v_approved_domains = rest.pop("approvedDomains", _UNSET)
        if v_approved_domains is not _UNSET:
            v_approved_domains = _wire_formats.JSON_LIST.read(
                v_approved_domains, at, deviations, raw, "approvedDomains"
            )

        v_usage = rest.pop("usage", _UNSET)
        if (
            v_usage.__class__ is not float
            and v_usage.__class__ is not int
            and v_usage is not _UNSET
        ):
            v_usage = _parsing.deviating(v_usage, "a number", f"{at}usage", deviations)

        v_quota = rest.pop("quota", _UNSET)
        if (
            v_quota.__class__ is not float
            and v_quota.__class__ is not int
            and v_quota is not _UNSET
        ):
            v_quota = _parsing.deviating(v_quota, "a number", f"{at}quota", deviations)

        v_ip_restrictions = rest.pop("ipRestrictions", _UNSET)
        if v_ip_restrictions is not _UNSET:
            v_ip_restrictions = _wire_formats.JSON_LIST.read(
                v_ip_restrictions, at, deviations, raw, "ipRestrictions"
            )

        v_created_date = rest.pop("created_date", _UNSET)
        if v_created_date is not _UNSET:
            v_created_date = _wire_formats.UNIX_MILLISECONDS.read(
                v_created_date, at, deviations, raw, "created_date"
            )

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _wire_formats.UNIX_SECONDS.read(
                v_last_modified, at, deviations, raw, "last_modified"
            )

        return _values.received(
            cls(
                username=v_username,
                status=v_status,
                allow_any_domain=v_allow_any_domain,
                allow_all_domains=v_allow_all_domains,
                approved_domains=v_approved_domains,
                usage=v_usage,
                quota=v_quota,
                ip_restrictions=v_ip_restrictions,
                created_date=v_created_date,
                last_modified=v_last_modified,
                additional_properties=rest,
            ),
            raw=raw,
        )
