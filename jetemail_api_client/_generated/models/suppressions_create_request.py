"""SuppressionsCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SuppressionsCreateRequest(_values.Model):
    """What suppressions.create sends.

    Attributes:
        target_value: Address that gets no e-mail. Example: user@example.com.
        reason: Why the address is suppressed. None sends null. Example: Spam reports.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "suppressions.create"

    target_value: str = _field(
        validator=_validators.attrs_validator(_validators.text(check=_validators.one_line))
    )
    """Address that gets no e-mail. Example: user@example.com."""
    reason: str | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(
            _validators.nullable(_validators.text()), is_optional=True
        ),
    )
    """Why the address is suppressed. None sends null. Example: Spam reports."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["target_value"] = self.target_value
        if self.reason is not _UNSET:
            fields["reason"] = self.reason
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
        v_target_value = rest.pop("target_value", _UNSET)
        if v_target_value is _UNSET:
            raise _parsing.missing(f"{at}target_value")
        if v_target_value.__class__ is not str:
            v_target_value = _parsing.deviating(
                v_target_value, "a string", f"{at}target_value", deviations
            )

        v_reason = rest.pop("reason", _UNSET)
        if v_reason.__class__ is not str and v_reason is not None and v_reason is not _UNSET:
            v_reason = _parsing.deviating(v_reason, "a string", f"{at}reason", deviations)

        return cls(target_value=v_target_value, reason=v_reason, additional_properties=rest)
