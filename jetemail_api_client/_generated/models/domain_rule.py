"""DomainRule.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .rule_conditions import RuleConditions


@_define(kw_only=True, repr=False, getstate_setstate=False)
class DomainRule(_values.Model):
    """A rule of a domain.

    Attributes:
        uuid: UUID of the rule. Example: 550e8400-e29b-41d4-a716-446655440000.
        user_id: Id of the user that the rule belongs to.
        organization_id: Id of the organization that the rule belongs to; whether it can be null
            is not published.
        domain: Domain that the rule belongs to. Example: example.com.
        name: Name of the rule.
        description: Free text about the rule.
        action: What the rule does with a message that matches; the full list of values is not
            published. Values seen so far: ALLOW, DENY.
        enabled: 1 if the rule is on, else 0; requests take a boolean. A bool.
        deleted: 1 if the rule was removed, else 0. A bool.
        last_modified: When the rule last changed, in Unix seconds. Timezone-aware.
        conditions: The conditions of the rule, by kind.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "DomainRule"

    uuid: str | _Unset = _UNSET
    """UUID of the rule. Example: 550e8400-e29b-41d4-a716-446655440000."""
    user_id: str | _Unset = _UNSET
    """Id of the user that the rule belongs to."""
    organization_id: str | _Unset = _UNSET
    """Id of the organization that the rule belongs to; whether it can be null is not published."""
    domain: str | _Unset = _UNSET
    """Domain that the rule belongs to. Example: example.com."""
    name: str | _Unset = _UNSET
    """Name of the rule."""
    description: str | None | _Unset = _UNSET
    """Free text about the rule."""
    action: str | _Unset = _UNSET
    """What the rule does with a message that matches; the full list of values is not published.
    Values seen so far: ALLOW, DENY."""
    enabled: bool | _Unset = _UNSET
    """1 if the rule is on, else 0; requests take a boolean. A bool."""
    deleted: bool | _Unset = _UNSET
    """1 if the rule was removed, else 0. A bool."""
    last_modified: datetime | _Unset = _UNSET
    """When the rule last changed, in Unix seconds. Timezone-aware."""
    conditions: RuleConditions | _Unset = _UNSET
    """The conditions of the rule, by kind."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.user_id is not _UNSET:
            fields["userId"] = self.user_id
        if self.organization_id is not _UNSET:
            fields["organizationId"] = self.organization_id
        if self.domain is not _UNSET:
            fields["domain"] = self.domain
        if self.name is not _UNSET:
            fields["name"] = self.name
        if self.description is not _UNSET:
            fields["description"] = self.description
        if self.action is not _UNSET:
            fields["action"] = self.action
        if self.enabled is not _UNSET:
            fields["enabled"] = _wire_formats.FLAG.write(self.enabled, raw.get("enabled", _UNSET))
        if self.deleted is not _UNSET:
            fields["deleted"] = _wire_formats.FLAG.write(self.deleted, raw.get("deleted", _UNSET))
        if self.last_modified is not _UNSET:
            fields["last_modified"] = _wire_formats.UNIX_SECONDS.write(
                self.last_modified, raw.get("last_modified", _UNSET)
            )
        if self.conditions is not _UNSET:
            fields["conditions"] = _values.to_wire(self.conditions)
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

        v_user_id = rest.pop("userId", _UNSET)
        if v_user_id.__class__ is not str and v_user_id is not _UNSET:
            v_user_id = _parsing.deviating(v_user_id, "a string", f"{at}userId", deviations)

        v_organization_id = rest.pop("organizationId", _UNSET)
        if v_organization_id.__class__ is not str and v_organization_id is not _UNSET:
            v_organization_id = _parsing.deviating(
                v_organization_id, "a string", f"{at}organizationId", deviations
            )

        v_domain = rest.pop("domain", _UNSET)
        if v_domain.__class__ is not str and v_domain is not _UNSET:
            v_domain = _parsing.deviating(v_domain, "a string", f"{at}domain", deviations)

        v_name = rest.pop("name", _UNSET)
        if v_name.__class__ is not str and v_name is not _UNSET:
            v_name = _parsing.deviating(v_name, "a string", f"{at}name", deviations)

        v_description = rest.pop("description", _UNSET)
        if (
            v_description.__class__ is not str
            and v_description is not None
            and v_description is not _UNSET
        ):
            v_description = _parsing.deviating(
                v_description, "a string", f"{at}description", deviations
            )

        v_action = rest.pop("action", _UNSET)
        if v_action.__class__ is not str and v_action is not _UNSET:
            v_action = _parsing.deviating(v_action, "a string", f"{at}action", deviations)

        v_enabled = rest.pop("enabled", _UNSET)
        if v_enabled is not _UNSET:
            v_enabled = _wire_formats.FLAG.read(v_enabled, at, deviations, raw, "enabled")

        v_deleted = rest.pop("deleted", _UNSET)
        if v_deleted is not _UNSET:
            v_deleted = _wire_formats.FLAG.read(v_deleted, at, deviations, raw, "deleted")

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _wire_formats.UNIX_SECONDS.read(
                v_last_modified, at, deviations, raw, "last_modified"
            )

        v_conditions = rest.pop("conditions", _UNSET)
        if v_conditions.__class__ is not dict and v_conditions is not _UNSET:
            v_conditions = _parsing.deviating(
                v_conditions, "an object", f"{at}conditions", deviations
            )
        elif isinstance(v_conditions, dict):
            v_conditions = RuleConditions.from_dict(
                v_conditions, at=f"{at}conditions.", deviations=deviations
            )

        return _values.received(
            cls(
                uuid=v_uuid,
                user_id=v_user_id,
                organization_id=v_organization_id,
                domain=v_domain,
                name=v_name,
                description=v_description,
                action=v_action,
                enabled=v_enabled,
                deleted=v_deleted,
                last_modified=v_last_modified,
                conditions=v_conditions,
                additional_properties=rest,
            ),
            raw=raw,
        )
