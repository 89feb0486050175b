"""CreatedRule.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class CreatedRule:
    """CreatedRule, as several operations return it.

    Attributes:
        uuid: UUID of the new rule. Example: 550e8400-e29b-41d4-a716-446655440000.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "CreatedRule"

    success: bool | _Unset = _UNSET
    uuid: str | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _readings.kept(v_success, "a boolean", f"{at}success", odd)

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        return cls(success=v_success, uuid=v_uuid, additional_properties=rest)
