"""TransactionalKey.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class TransactionalKey:
    """A transactional key. Other fields may come: the published list is cut off here.

    Attributes:
        api_token: The full token, which is also the identifier for the other operations on
            keys.
        uuid: UUID of the key. Example: a1b2c3d4-e5f6-7890-abcd-ef1234567890.
        name: Name of the key. Example: Production API Key.
        status: State of the key; an update takes 0 or 1. Example: active.
        allow_all_domains: Whether the key may send from every verified domain of the account.
            The type is not published: a boolean, 0 or 1, or "0" or "1". A bool here. Inferred: on
            none of the API's own pages.
        approved_domains: Domains that the key may send from: a JSON array in a string, while
            requests take an array. A list here.
        usage: How much of the quota is used, in e-mails. Example: 77.
        quota: How many e-mails the key may send; 0 means no limit. Example: 1001.
        ip_restrictions: Addresses that the key may connect from: a JSON array in a string,
            while requests take an array. A list here.
        created_date: When the key was created, as digits in a string; the unit is not
            published. An aware datetime here.
        last_modified: When the key last changed; the unit is not published. An aware datetime
            here.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "TransactionalKey"

    api_token: str | _Unset = _field(default=_UNSET, repr=_values.masked)
    uuid: str | _Unset = _UNSET
    name: str | _Unset = _UNSET
    status: (
        Literal["disabled", "active", "suspended", "quota-locked", "quota-unlocked"] | str | _Unset
    ) = _UNSET
    allow_all_domains: bool | _Unset = _UNSET
    approved_domains: list[str] | _Unset = _UNSET
    usage: float | _Unset = _UNSET
    quota: float | _Unset = _UNSET
    ip_restrictions: list[str] | _Unset = _UNSET
    created_date: datetime | _Unset = _UNSET
    last_modified: datetime | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.api_token is not _UNSET:
            fields["api_token"] = self.api_token
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.name is not _UNSET:
            fields["name"] = self.name
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.allow_all_domains is not _UNSET:
            fields["allowAllDomains"] = _forms.FLAG.written(
                self.allow_all_domains, self._came.get("allowAllDomains", _UNSET)
            )
        if self.approved_domains is not _UNSET:
            fields["approvedDomains"] = _forms.JSON_LIST.written(
                self.approved_domains, self._came.get("approvedDomains", _UNSET)
            )
        if self.usage is not _UNSET:
            fields["usage"] = self.usage
        if self.quota is not _UNSET:
            fields["quota"] = self.quota
        if self.ip_restrictions is not _UNSET:
            fields["ipRestrictions"] = _forms.JSON_LIST.written(
                self.ip_restrictions, self._came.get("ipRestrictions", _UNSET)
            )
        if self.created_date is not _UNSET:
            fields["created_date"] = _forms.UNIX_MILLISECONDS.written(
                self.created_date, self._came.get("created_date", _UNSET)
            )
        if self.last_modified is not _UNSET:
            fields["last_modified"] = _forms.UNIX_SECONDS.written(
                self.last_modified, self._came.get("last_modified", _UNSET)
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
        v_api_token = rest.pop("api_token", _UNSET)
        if v_api_token.__class__ is not str and v_api_token is not _UNSET:
            v_api_token = _readings.kept(v_api_token, "a string", f"{at}api_token", odd)

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        v_name = rest.pop("name", _UNSET)
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _readings.kept(v_name, "a string", f"{at}name", odd)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _readings.kept(v_status, "a string", f"{at}status", odd)

        v_allow_all_domains = rest.pop("allowAllDomains", _UNSET)
        if v_allow_all_domains is not _UNSET:
            v_allow_all_domains = _forms.FLAG.read(
                v_allow_all_domains, at, odd, came, "allowAllDomains"
            )

        v_approved_domains = rest.pop("approvedDomains", _UNSET)
        if v_approved_domains is not _UNSET:
            v_approved_domains = _forms.JSON_LIST.read(
                v_approved_domains, at, odd, came, "approvedDomains"
            )

        v_usage = rest.pop("usage", _UNSET)
        if (
            v_usage.__class__ is not float
            and v_usage.__class__ is not int
            and v_usage is not _UNSET
        ):
            v_usage = _readings.kept(v_usage, "a number", f"{at}usage", odd)

        v_quota = rest.pop("quota", _UNSET)
        if (
            v_quota.__class__ is not float
            and v_quota.__class__ is not int
            and v_quota is not _UNSET
        ):
            v_quota = _readings.kept(v_quota, "a number", f"{at}quota", odd)

        v_ip_restrictions = rest.pop("ipRestrictions", _UNSET)
        if v_ip_restrictions is not _UNSET:
            v_ip_restrictions = _forms.JSON_LIST.read(
                v_ip_restrictions, at, odd, came, "ipRestrictions"
            )

        v_created_date = rest.pop("created_date", _UNSET)
        if v_created_date is not _UNSET:
            v_created_date = _forms.UNIX_MILLISECONDS.read(
                v_created_date, at, odd, came, "created_date"
            )

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _forms.UNIX_SECONDS.read(
                v_last_modified, at, odd, came, "last_modified"
            )

        made = cls(
            api_token=v_api_token,
            uuid=v_uuid,
            name=v_name,
            status=v_status,
            allow_all_domains=v_allow_all_domains,
            approved_domains=v_approved_domains,
            usage=v_usage,
            quota=v_quota,
            ip_restrictions=v_ip_restrictions,
            created_date=v_created_date,
            last_modified=v_last_modified,
            additional_properties=rest,
        )
        made._came = came
        return made
