"""RuleRecipient.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class RuleRecipient(_values.Model):
    """A recipient to match.

    Attributes:
        recipient_type: How the recipient is matched; the full list of values is not published.
            Values seen so far: email.
        recipient_value: Value to match.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "RuleRecipient"

    recipient_type: str | _Unset = _UNSET
    """How the recipient is matched; the full list of values is not published. Values seen so far:
    email."""
    recipient_value: str | _Unset = _UNSET
    """Value to match."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.recipient_type is not _UNSET:
            fields["recipient_type"] = self.recipient_type
        if self.recipient_value is not _UNSET:
            fields["recipient_value"] = self.recipient_value
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
        v_recipient_type = rest.pop("recipient_type", _UNSET)
        if v_recipient_type.__class__ is not str and v_recipient_type is not _UNSET:
            v_recipient_type = _parsing.deviating(
                v_recipient_type, "a string", f"{at}recipient_type", deviations
            )

        v_recipient_value = rest.pop("recipient_value", _UNSET)
        if v_recipient_value.__class__ is not str and v_recipient_value is not _UNSET:
            v_recipient_value = _parsing.deviating(
                v_recipient_value, "a string", f"{at}recipient_value", deviations
            )

        return cls(
            recipient_type=v_recipient_type,
            recipient_value=v_recipient_value,
            additional_properties=rest,
        )
