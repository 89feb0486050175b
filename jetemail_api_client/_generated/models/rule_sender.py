"""RuleSender.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class RuleSender(_values.Model):
    """A sender to match.

    Attributes:
        sender_type: How the sender is matched; the full list of values is not published. Values
            seen so far: email, domain.
        sender_value: Value to match.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "RuleSender"

    sender_type: str | _Unset = _UNSET
    """How the sender is matched; the full list of values is not published. Values seen so far:
    email, domain."""
    sender_value: str | _Unset = _UNSET
    """Value to match."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.sender_type is not _UNSET:
            fields["sender_type"] = self.sender_type
        if self.sender_value is not _UNSET:
            fields["sender_value"] = self.sender_value
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
        v_sender_type = rest.pop("sender_type", _UNSET)
        if v_sender_type.__class__ is not str and v_sender_type is not _UNSET:
            v_sender_type = _parsing.deviating(
                v_sender_type, "a string", f"{at}sender_type", deviations
            )

        v_sender_value = rest.pop("sender_value", _UNSET)
        if v_sender_value.__class__ is not str and v_sender_value is not _UNSET:
            v_sender_value = _parsing.deviating(
                v_sender_value, "a string", f"{at}sender_value", deviations
            )

        return cls(
            sender_type=v_sender_type, sender_value=v_sender_value, additional_properties=rest
        )
