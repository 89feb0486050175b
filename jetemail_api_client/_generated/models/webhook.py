"""Webhook.

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
class Webhook(_values.Model):
    """The new webhook.

    Attributes:
        uuid: UUID of the webhook. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d.
        name: Name of the webhook. Example: Production Webhook.
        url: Address that the events are sent to. Example: https://example.com/webhook.
        secret: Secret that signs the events; it begins with whsec_.
        events: Event types that the webhook gets.
        status: State of the webhook in words, such as enabled; requests take 0 or 1. Example:
            enabled.
        filter_users: Only outbound events of these transactional keys or SMTP users; null means
            all.
        filter_domains: Only inbound events of these domains.
        created_at: When the webhook was created, in Unix seconds. Timezone-aware.
        last_modified: When the webhook last changed, in Unix seconds. Timezone-aware.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "Webhook"

    uuid: str | _Unset = _UNSET
    """UUID of the webhook. Example: a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d."""
    name: str | _Unset = _UNSET
    """Name of the webhook. Example: Production Webhook."""
    url: str | _Unset = _UNSET
    """Address that the events are sent to. Example: https://example.com/webhook."""
    secret: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Secret that signs the events; it begins with whsec_."""
    events: (
        list[
            Literal[
                "outbound.delivered",
                "outbound.bounced",
                "outbound.rejected",
                "outbound.deferred",
                "outbound.spam",
                "outbound.dropped",
                "outbound.virus",
                "outbound.opened",
                "outbound.clicked",
                "outbound.complaint",
                "inbound.received",
                "inbound.delivered",
                "inbound.spam",
                "inbound.blocked",
            ]
            | str
        ]
        | _Unset
    ) = _UNSET
    """Event types that the webhook gets."""
    status: str | _Unset = _UNSET
    """State of the webhook in words, such as enabled; requests take 0 or 1. Example: enabled."""
    filter_users: list[str] | None | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Only outbound events of these transactional keys or SMTP users; null means all."""
    filter_domains: list[str] | None | _Unset = _UNSET
    """Only inbound events of these domains."""
    created_at: datetime | _Unset = _UNSET
    """When the webhook was created, in Unix seconds. Timezone-aware."""
    last_modified: datetime | _Unset = _UNSET
    """When the webhook last changed, in Unix seconds. Timezone-aware."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.name is not _UNSET:
            fields["name"] = self.name
        if self.url is not _UNSET:
            fields["url"] = self.url
        if self.secret is not _UNSET:
            fields["secret"] = self.secret
        if self.events is not _UNSET:
            fields["events"] = _values.to_wire(self.events)
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.filter_users is not _UNSET:
            fields["filter_users"] = _values.to_wire(self.filter_users)
        if self.filter_domains is not _UNSET:
            fields["filter_domains"] = _values.to_wire(self.filter_domains)
        if self.created_at is not _UNSET:
            fields["created_at"] = _wire_formats.UNIX_SECONDS.write(
                self.created_at, raw.get("created_at", _UNSET)
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        v_name = rest.pop("name", _UNSET)
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _parsing.deviating(v_name, "a string", f"{at}name", deviations)

        v_url = rest.pop("url", _UNSET)
        if v_url.__class__ is not str and v_url is not _UNSET:
            v_url = _parsing.deviating(v_url, "a string", f"{at}url", deviations)

        v_secret = rest.pop("secret", _UNSET)
        if v_secret.__class__ is not str and v_secret is not _UNSET:
            v_secret = _parsing.deviating(v_secret, "a string", f"{at}secret", deviations)

        v_events = rest.pop("events", _UNSET)
        if v_events.__class__ is not list and v_events is not _UNSET:
            v_events = _parsing.deviating(v_events, "a list", f"{at}events", deviations)
        elif isinstance(v_events, list):
            _parsing.check_items(v_events, (str,), "a string", f"{at}events", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        v_filter_users = rest.pop("filter_users", _UNSET)
        if (
            v_filter_users.__class__ is not list
            and v_filter_users is not None
            and v_filter_users is not _UNSET
        ):
            v_filter_users = _parsing.deviating(
                v_filter_users, "a list", f"{at}filter_users", deviations
            )
        elif isinstance(v_filter_users, list):
            _parsing.check_items(
                v_filter_users, (str,), "a string", f"{at}filter_users", deviations
            )

        v_filter_domains = rest.pop("filter_domains", _UNSET)
        if (
            v_filter_domains.__class__ is not list
            and v_filter_domains is not None
            and v_filter_domains is not _UNSET
        ):
            v_filter_domains = _parsing.deviating(
                v_filter_domains, "a list", f"{at}filter_domains", deviations
            )
        elif isinstance(v_filter_domains, list):
            _parsing.check_items(
                v_filter_domains, (str,), "a string", f"{at}filter_domains", deviations
            )

        v_created_at = rest.pop("created_at", _UNSET)
        if v_created_at is not _UNSET:
            v_created_at = _wire_formats.UNIX_SECONDS.read(
                v_created_at, at, deviations, raw, "created_at"
            )

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _wire_formats.UNIX_SECONDS.read(
                v_last_modified, at, deviations, raw, "last_modified"
            )

        return _values.received(
            cls(
                uuid=v_uuid,
                name=v_name,
                url=v_url,
                secret=v_secret,
                events=v_events,
                status=v_status,
                filter_users=v_filter_users,
                filter_domains=v_filter_domains,
                created_at=v_created_at,
                last_modified=v_last_modified,
                additional_properties=rest,
            ),
            raw=raw,
        )
