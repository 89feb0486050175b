"""WebhooksCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class WebhooksCreateRequest:
    """What webhooks.create sends.

    Attributes:
        name: Name of the webhook: letters, digits, hyphens, underscores and spaces. At most 64
            characters. Must be letters, digits, spaces, hyphens and underscores. Example:
            Production Webhook.
        url: Address that the events are sent to, http or https. Example:
            https://example.com/webhook.
        events: Event types that the webhook gets; outbound.queued is not among those that can
            be chosen. At least 1 item. Example: ['outbound.delivered', 'outbound.bounced',
            'inbound.received'].
        status: 0 disables the webhook, 1 enables it. Answers have the state in words. A bool
            here. The API's own default, never sent: 1.
        filter_users: Only outbound events of these transactional keys or SMTP users of the
            account; null means all.
        filter_domains: Only inbound events of these inbound domains of the account.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "webhooks.create"

    name: str = _field(
        validator=_checks.checked(
            _checks.text(
                max_length=64,
                pattern="[a-zA-Z0-9_\\s-]+",
                meaning="letters, digits, spaces, hyphens and underscores",
            )
        )
    )
    url: str = _field(validator=_checks.checked(_checks.text()))
    events: list[
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
    ] = _field(validator=_checks.checked(_checks.array(_checks.text(), min_items=1)))
    status: bool | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.boolean))
    filter_users: list[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_checks.checked(_checks.nullable(_checks.array(_checks.text()))),
        repr=_values.masked,
    )
    filter_domains: list[str] | None | _Unset = _field(
        default=_UNSET, validator=_checks.checked(_checks.nullable(_checks.array(_checks.text())))
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["name"] = self.name
        fields["url"] = self.url
        fields["events"] = _values.wire_form(self.events)
        if self.status is not _UNSET:
            fields["status"] = _forms.FLAG.written(self.status, self._came.get("status", _UNSET))
        if self.filter_users is not _UNSET:
            fields["filter_users"] = _values.wire_form(self.filter_users)
        if self.filter_domains is not _UNSET:
            fields["filter_domains"] = _values.wire_form(self.filter_domains)
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
        v_name = rest.pop("name", _UNSET)
        if v_name is _UNSET:
            raise _readings.absent(f"{at}name")
        if v_name.__class__ is not str:
            v_name = _readings.kept(v_name, "a string", f"{at}name", odd)

        v_url = rest.pop("url", _UNSET)
        if v_url is _UNSET:
            raise _readings.absent(f"{at}url")
        if v_url.__class__ is not str:
            v_url = _readings.kept(v_url, "a string", f"{at}url", odd)

        v_events = rest.pop("events", _UNSET)
        if v_events is _UNSET:
            raise _readings.absent(f"{at}events")
        if v_events.__class__ is not list:
            v_events = _readings.kept(v_events, "a list", f"{at}events", odd)
        elif isinstance(v_events, list):
            _readings.look_over(v_events, (str,), "a string", f"{at}events", odd)

        v_status = rest.pop("status", _UNSET)
        if v_status is not _UNSET:
            v_status = _forms.FLAG.read(v_status, at, odd, came, "status")

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

        made = cls(
            name=v_name,
            url=v_url,
            events=v_events,
            status=v_status,
            filter_users=v_filter_users,
            filter_domains=v_filter_domains,
            additional_properties=rest,
        )
        made._came = came
        return made
