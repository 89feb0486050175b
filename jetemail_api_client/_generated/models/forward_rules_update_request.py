"""ForwardRulesUpdateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class ForwardRulesUpdateRequest:
    """What forward_rules.update sends.

    Attributes:
        destination: New address that the mail goes to, without a display name.
        active: Whether the rule is on. Changing it leaves verified as it is.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "forward_rules.update"

    destination: str | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.text()))
    active: bool | _Unset = _field(default=_UNSET, validator=_checks.checked(_checks.boolean))
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.destination is not _UNSET:
            fields["destination"] = self.destination
        if self.active is not _UNSET:
            fields["active"] = self.active
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
        v_destination = rest.pop("destination", _UNSET)
        if v_destination.__class__ is not str and v_destination is not _UNSET:
            v_destination = _readings.kept(v_destination, "a string", f"{at}destination", odd)

        v_active = rest.pop("active", _UNSET)
        if v_active.__class__ is not bool and v_active is not _UNSET:
            v_active = _readings.kept(v_active, "a boolean", f"{at}active", odd)

        return cls(destination=v_destination, active=v_active, additional_properties=rest)
