"""ForwardRule.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardRule(_values.Model):
    """A forwarding rule: one local part and one destination.

    Attributes:
        uuid: UUID of the forwarding rule. Example: 7c1f7c14-1234-4abc-8def-0123456789ab.
        localpart: Part of the address before the @, in lower case, or * for every address.
            Example: support.
        destination: Address that the mail goes to.
        active: 1 if the rule is on, else 0; requests take a boolean. A bool.
        verified: 1 if the destination is confirmed, else 0. A bool.
        last_modified: When the rule last changed, in Unix seconds. Timezone-aware.
        created_at: When the rule was created, in Unix seconds. Timezone-aware.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "ForwardRule"

    uuid: str | _Unset = _UNSET
    """UUID of the forwarding rule. Example: 7c1f7c14-1234-4abc-8def-0123456789ab."""
    localpart: str | _Unset = _UNSET
    """Part of the address before the @, in lower case, or * for every address. Example: support."""
    destination: str | _Unset = _UNSET
    """Address that the mail goes to."""
    active: bool | _Unset = _UNSET
    """1 if the rule is on, else 0; requests take a boolean. A bool."""
    verified: bool | _Unset = _UNSET
    """1 if the destination is confirmed, else 0. A bool."""
    last_modified: datetime | _Unset = _UNSET
    """When the rule last changed, in Unix seconds. Timezone-aware."""
    created_at: datetime | _Unset = _UNSET
    """When the rule was created, in Unix seconds. Timezone-aware."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.localpart is not _UNSET:
            fields["localpart"] = self.localpart
        if self.destination is not _UNSET:
            fields["destination"] = self.destination
        if self.active is not _UNSET:
            fields["active"] = _wire_formats.FLAG.write(self.active, raw.get("active", _UNSET))
        if self.verified is not _UNSET:
            fields["verified"] = _wire_formats.FLAG.write(
                self.verified, raw.get("verified", _UNSET)
            )
        if self.last_modified is not _UNSET:
            fields["last_modified"] = _wire_formats.UNIX_SECONDS.write(
                self.last_modified, raw.get("last_modified", _UNSET)
            )
        if self.created_at is not _UNSET:
            fields["created_at"] = _wire_formats.UNIX_SECONDS.write(
                self.created_at, raw.get("created_at", _UNSET)
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

        v_localpart = rest.pop("localpart", _UNSET)
        if v_localpart.__class__ is not str and v_localpart is not _UNSET:
            v_localpart = _parsing.deviating(v_localpart, "a string", f"{at}localpart", deviations)

        v_destination = rest.pop("destination", _UNSET)
        if v_destination.__class__ is not str and v_destination is not _UNSET:
            v_destination = _parsing.deviating(
                v_destination, "a string", f"{at}destination", deviations
            )

        v_active = rest.pop("active", _UNSET)
        if v_active is not _UNSET:
            v_active = _wire_formats.FLAG.read(v_active, at, deviations, raw, "active")

        v_verified = rest.pop("verified", _UNSET)
        if v_verified is not _UNSET:
            v_verified = _wire_formats.FLAG.read(v_verified, at, deviations, raw, "verified")

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _wire_formats.UNIX_SECONDS.read(
                v_last_modified, at, deviations, raw, "last_modified"
            )

        v_created_at = rest.pop("created_at", _UNSET)
        if v_created_at is not _UNSET:
            v_created_at = _wire_formats.UNIX_SECONDS.read(
                v_created_at, at, deviations, raw, "created_at"
            )

        return _values.received(
            cls(
                uuid=v_uuid,
                localpart=v_localpart,
                destination=v_destination,
                active=v_active,
                verified=v_verified,
                last_modified=v_last_modified,
                created_at=v_created_at,
                additional_properties=rest,
            ),
            raw=raw,
        )
