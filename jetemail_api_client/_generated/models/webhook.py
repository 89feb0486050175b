"""Webhook.

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
class Webhook:
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
        created_at: When the webhook was created, in Unix seconds. An aware datetime here.
        last_modified: When the webhook last changed, in Unix seconds. An aware datetime here.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "Webhook"

    uuid: str | _Unset = _UNSET
    name: str | _Unset = _UNSET
    url: str | _Unset = _UNSET
    secret: str | _Unset = _field(default=_UNSET, repr=_values.masked)
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
    status: str | _Unset = _UNSET
    filter_users: list[str] | None | _Unset = _field(default=_UNSET, repr=_values.masked)
    filter_domains: list[str] | None | _Unset = _UNSET
    created_at: datetime | _Unset = _UNSET
    last_modified: datetime | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.name is not _UNSET:
            fields["name"] = self.name
        if self.url is not _UNSET:
            fields["url"] = self.url
        if self.secret is not _UNSET:
            fields["secret"] = self.secret
        if self.events is not _UNSET:
            fields["events"] = _values.wire_form(self.events)
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.filter_users is not _UNSET:
            fields["filter_users"] = _values.wire_form(self.filter_users)
        if self.filter_domains is not _UNSET:
            fields["filter_domains"] = _values.wire_form(self.filter_domains)
        if self.created_at is not _UNSET:
            fields["created_at"] = _forms.UNIX_SECONDS.written(
                self.created_at, self._came.get("created_at", _UNSET)
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        v_name = rest.pop("name", _UNSET)
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _readings.kept(v_name, "a string", f"{at}name", odd)

        v_url = rest.pop("url", _UNSET)
        if v_url.__class__ is not str and v_url is not _UNSET:
            v_url = _readings.kept(v_url, "a string", f"{at}url", odd)

        v_secret = rest.pop("secret", _UNSET)
        if v_secret.__class__ is not str and v_secret is not _UNSET:
            v_secret = _readings.kept(v_secret, "a string", f"{at}secret", odd)

        v_events = rest.pop("events", _UNSET)
        if v_events.__class__ is not list and v_events is not _UNSET:
            v_events = _readings.kept(v_events, "a list", f"{at}events", odd)
        elif isinstance(v_events, list):
            _readings.look_over(v_events, (str,), "a string", f"{at}events", odd)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _readings.kept(v_status, "a string", f"{at}status", odd)

        v_filter_users = rest.pop("filter_users", _UNSET)
        if (
            v_filter_users.__class__ is not list
            and v_filter_users is not None
            and v_filter_users is not _UNSET
        ):
            v_filter_users = _readings.kept(v_filter_users, "a list", f"{at}filter_users", odd)
        elif isinstance(v_filter_users, list):
            _readings.look_over(v_filter_users, (str,), "a string", f"{at}filter_users", odd)

        v_filter_domains = rest.pop("filter_domains", _UNSET)
        if (
            v_filter_domains.__class__ is not list
            and v_filter_domains is not None
            and v_filter_domains is not _UNSET
        ):
            v_filter_domains = _readings.kept(
                v_filter_domains, "a list", f"{at}filter_domains", odd
            )
        elif isinstance(v_filter_domains, list):
            _readings.look_over(v_filter_domains, (str,), "a string", f"{at}filter_domains", odd)

        v_created_at = rest.pop("created_at", _UNSET)
        if v_created_at is not _UNSET:
            v_created_at = _forms.UNIX_SECONDS.read(v_created_at, at, odd, came, "created_at")

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _forms.UNIX_SECONDS.read(
                v_last_modified, at, odd, came, "last_modified"
            )

        made = cls(
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
        )
        made._came = came
        return made
