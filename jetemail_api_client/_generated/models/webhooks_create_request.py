"""WebhooksCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

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
class WebhooksCreateRequest(_values.Model):
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
        status: 0 disables the webhook, 1 enables it. Responses have the state in words. A bool.
            Server default: 1.
        filter_users: Only outbound events of these transactional keys or SMTP users of the
            account; null means all. None sends null.
        filter_domains: Only inbound events of these inbound domains of the account. None sends
            null.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "webhooks.create"

    name: str = _field(
        validator=_validators.attrs_validator(
            _validators.text(
                max_length=64,
                pattern="[a-zA-Z0-9_\\s-]+",
                meaning="letters, digits, spaces, hyphens and underscores",
            )
        )
    )
    """Name of the webhook: letters, digits, hyphens, underscores and spaces. At most 64
    characters. Must be letters, digits, spaces, hyphens and underscores. Example: Production
    Webhook."""
    url: str = _field(validator=_validators.attrs_validator(_validators.text()))
    """Address that the events are sent to, http or https. Example: https://example.com/webhook."""
    events: SequenceNotStr[
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
    ] = _field(
        validator=_validators.attrs_validator(_validators.array(_validators.text(), min_items=1))
    )
    """Event types that the webhook gets; outbound.queued is not among those that can be chosen. At
    least 1 item. Example: ['outbound.delivered', 'outbound.bounced', 'inbound.received']."""
    status: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """0 disables the webhook, 1 enables it. Responses have the state in words. A bool. Server
    default: 1."""
    filter_users: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.nullable(_validators.array(_validators.text())), is_optional=True
        ),
        repr=_values.redacted,
    )
    """Only outbound events of these transactional keys or SMTP users of the account; null means
    all. None sends null."""
    filter_domains: SequenceNotStr[str] | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.nullable(_validators.array(_validators.text())), is_optional=True
        ),
    )
    """Only inbound events of these inbound domains of the account. None sends null."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        raw = _values.raw_of(self)
        fields["name"] = self.name
        fields["url"] = self.url
        fields["events"] = _values.to_wire(self.events)
        if self.status is not _UNSET and self.status is not None:
            fields["status"] = _wire_formats.FLAG.write(self.status, raw.get("status", _UNSET))
        if self.filter_users is not _UNSET:
            fields["filter_users"] = _values.to_wire(self.filter_users)
        if self.filter_domains is not _UNSET:
            fields["filter_domains"] = _values.to_wire(self.filter_domains)
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
        v_name = rest.pop("name", _UNSET)
        if v_name is _UNSET:
            raise _parsing.missing(f"{at}name")
        if v_name.__class__ is not str:
            v_name = _parsing.deviating(v_name, "a string", f"{at}name", deviations)

        v_url = rest.pop("url", _UNSET)
        if v_url is _UNSET:
            raise _parsing.missing(f"{at}url")
        if v_url.__class__ is not str:
            v_url = _parsing.deviating(v_url, "a string", f"{at}url", deviations)

        v_events = rest.pop("events", _UNSET)
        if v_events is _UNSET:
            raise _parsing.missing(f"{at}events")
        if v_events.__class__ is not list:
            v_events = _parsing.deviating(v_events, "a list", f"{at}events", deviations)
        elif isinstance(v_events, list):
            _parsing.check_items(v_events, (str,), "a string", f"{at}events", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status is not _UNSET:
            v_status = _wire_formats.FLAG.read(v_status, at, deviations, raw, "status")

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

        return _values.received(
            cls(
                name=v_name,
                url=v_url,
                events=v_events,
                status=v_status,
                filter_users=v_filter_users,
                filter_domains=v_filter_domains,
                additional_properties=rest,
            ),
            raw=raw,
        )
