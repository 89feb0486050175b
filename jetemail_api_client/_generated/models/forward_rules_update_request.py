"""ForwardRulesUpdateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardRulesUpdateRequest(_values.Model):
    """What forward_rules.update sends.

    Attributes:
        destination: New address that the mail goes to, without a display name.
        active: Whether the rule is on. Changing it leaves verified as it is.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "forward_rules.update"

    destination: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.text(check=_validators.one_line), is_optional=True
        ),
    )
    """New address that the mail goes to, without a display name."""
    active: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Whether the rule is on. Changing it leaves verified as it is."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.destination is not _UNSET and self.destination is not None:
            fields["destination"] = self.destination
        if self.active is not _UNSET and self.active is not None:
            fields["active"] = self.active
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
        v_destination = rest.pop("destination", _UNSET)
        if v_destination.__class__ is not str and v_destination is not _UNSET:
            v_destination = _parsing.deviating(
                v_destination, "a string", f"{at}destination", deviations
            )

        v_active = rest.pop("active", _UNSET)
        if v_active.__class__ is not bool and v_active is not _UNSET:
            v_active = _parsing.deviating(v_active, "a boolean", f"{at}active", deviations)

        return cls(destination=v_destination, active=v_active, additional_properties=rest)
