"""ForwardDestinationsVerifyResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardDestinationsVerifyResult(_values.Model):
    """What forward_destinations.verify returns.

    Attributes:
        status: Whether this call confirmed the destination, or one before. Example: verified.
        email: Address of the destination.
        rules_updated: How many rules this call verified; present only if status is verified.
            Example: 3.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "forward_destinations.verify"

    success: bool | _Unset = _UNSET
    status: Literal["verified", "already_verified"] | str | _Unset = _UNSET
    """Whether this call confirmed the destination, or one before. Example: verified."""
    email: str | _Unset = _UNSET
    """Address of the destination."""
    rules_updated: int | _Unset = _UNSET
    """How many rules this call verified; present only if status is verified. Example: 3."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.email is not _UNSET:
            fields["email"] = self.email
        if self.rules_updated is not _UNSET:
            fields["rules_updated"] = self.rules_updated
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        v_email = rest.pop("email", _UNSET)
        if v_email.__class__ is not str and v_email is not _UNSET:
            v_email = _parsing.deviating(v_email, "a string", f"{at}email", deviations)

        v_rules_updated = rest.pop("rules_updated", _UNSET)
        if v_rules_updated.__class__ is not int and v_rules_updated is not _UNSET:
            v_rules_updated = _parsing.deviating(
                v_rules_updated, "an integer", f"{at}rules_updated", deviations
            )

        return cls(
            success=v_success,
            status=v_status,
            email=v_email,
            rules_updated=v_rules_updated,
            additional_properties=rest,
        )
