"""AccountRule.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .rule_conditions import RuleConditions


@_define(kw_only=True)
class AccountRule:
    """A rule for every domain of the account.

    Attributes:
        uuid: UUID of the rule. Example: 550e8400-e29b-41d4-a716-446655440000.
        name: Name of the rule.
        description: Free text about the rule.
        action: What the rule does with a message that matches; the full list of values is not
            published. Values seen so far: ALLOW, DENY.
        user_id: Id of the user that the rule belongs to. Inferred: on none of the API's own
            pages.
        organization_id: Id of the organization that the rule belongs to; whether it can be null
            is not published. Inferred: on none of the API's own pages.
        enabled: 1 if the rule is on, else 0; requests take a boolean. A bool here. Inferred: on
            none of the API's own pages.
        deleted: 1 if the rule was removed, else 0. A bool here. Inferred: on none of the API's
            own pages.
        last_modified: When the rule last changed, in Unix seconds. An aware datetime here.
            Inferred: on none of the API's own pages.
        conditions: The conditions of the rule, by kind.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "AccountRule"

    uuid: str | _Unset = _UNSET
    name: str | _Unset = _UNSET
    description: str | None | _Unset = _UNSET
    action: str | _Unset = _UNSET
    user_id: str | _Unset = _UNSET
    organization_id: str | _Unset = _UNSET
    enabled: bool | _Unset = _UNSET
    deleted: bool | _Unset = _UNSET
    last_modified: datetime | _Unset = _UNSET
    conditions: RuleConditions | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.name is not _UNSET:
            fields["name"] = self.name
        if self.description is not _UNSET:
            fields["description"] = self.description
        if self.action is not _UNSET:
            fields["action"] = self.action
        if self.user_id is not _UNSET:
            fields["userId"] = self.user_id
        if self.organization_id is not _UNSET:
            fields["organizationId"] = self.organization_id
        if self.enabled is not _UNSET:
            fields["enabled"] = _forms.FLAG.written(self.enabled, self._came.get("enabled", _UNSET))
        if self.deleted is not _UNSET:
            fields["deleted"] = _forms.FLAG.written(self.deleted, self._came.get("deleted", _UNSET))
        if self.last_modified is not _UNSET:
            fields["last_modified"] = _forms.UNIX_SECONDS.written(
                self.last_modified, self._came.get("last_modified", _UNSET)
            )
        if self.conditions is not _UNSET:
            fields["conditions"] = _values.wire_form(self.conditions)
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

        v_description = rest.pop("description", _UNSET)
        if (
            v_description.__class__ is not str
            and v_description is not None
            and v_description is not _UNSET
        ):
            v_description = _readings.kept(v_description, "a string", f"{at}description", odd)

        v_action = rest.pop("action", _UNSET)
        if v_action.__class__ is not str and v_action is not _UNSET:
            v_action = _readings.kept(v_action, "a string", f"{at}action", odd)

        v_user_id = rest.pop("userId", _UNSET)
        if v_user_id.__class__ is not str and v_user_id is not _UNSET:
            v_user_id = _readings.kept(v_user_id, "a string", f"{at}userId", odd)

        v_organization_id = rest.pop("organizationId", _UNSET)
        if v_organization_id.__class__ is not str and v_organization_id is not _UNSET:
            v_organization_id = _readings.kept(
                v_organization_id, "a string", f"{at}organizationId", odd
            )

        v_enabled = rest.pop("enabled", _UNSET)
        if v_enabled is not _UNSET:
            v_enabled = _forms.FLAG.read(v_enabled, at, odd, came, "enabled")

        v_deleted = rest.pop("deleted", _UNSET)
        if v_deleted is not _UNSET:
            v_deleted = _forms.FLAG.read(v_deleted, at, odd, came, "deleted")

        v_last_modified = rest.pop("last_modified", _UNSET)
        if v_last_modified is not _UNSET:
            v_last_modified = _forms.UNIX_SECONDS.read(
                v_last_modified, at, odd, came, "last_modified"
            )

        v_conditions = rest.pop("conditions", _UNSET)
        if v_conditions.__class__ is not dict and v_conditions is not _UNSET:
            v_conditions = _readings.kept(v_conditions, "an object", f"{at}conditions", odd)
        elif isinstance(v_conditions, dict):
            v_conditions = RuleConditions.from_dict(v_conditions, at=f"{at}conditions.", odd=odd)

        made = cls(
            uuid=v_uuid,
            name=v_name,
            description=v_description,
            action=v_action,
            user_id=v_user_id,
            organization_id=v_organization_id,
            enabled=v_enabled,
            deleted=v_deleted,
            last_modified=v_last_modified,
            conditions=v_conditions,
            additional_properties=rest,
        )
        made._came = came
        return made
