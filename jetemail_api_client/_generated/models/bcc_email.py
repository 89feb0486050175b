"""BccEmail.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class BccEmail(_values.Model):
    """A BCC address.

    Attributes:
        email: The address.
        status: State of the confirmation, 0 or 1. Example: 1.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "BccEmail"

    email: str | _Unset = _UNSET
    """The address."""
    status: int | _Unset = _UNSET
    """State of the confirmation, 0 or 1. Example: 1."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.email is not _UNSET:
            fields["email"] = self.email
        if self.status is not _UNSET:
            fields["status"] = self.status
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
        v_email = rest.pop("email", _UNSET)
        if v_email.__class__ is not str and v_email is not _UNSET:
            v_email = _parsing.deviating(v_email, "a string", f"{at}email", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not int and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "an integer", f"{at}status", deviations)

        return cls(email=v_email, status=v_status, additional_properties=rest)
