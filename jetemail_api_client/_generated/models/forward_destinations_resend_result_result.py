"""ForwardDestinationsResendResultResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardDestinationsResendResultResult(_values.Model):
    """The destination.

    Attributes:
        uuid: UUID of the destination.
        email: Address of the destination.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "forward_destinations.resend"

    uuid: str | _Unset = _UNSET
    """UUID of the destination."""
    email: str | _Unset = _UNSET
    """Address of the destination."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.email is not _UNSET:
            fields["email"] = self.email
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        v_email = rest.pop("email", _UNSET)
        if v_email.__class__ is not str and v_email is not _UNSET:
            v_email = _parsing.deviating(v_email, "a string", f"{at}email", deviations)

        return cls(uuid=v_uuid, email=v_email, additional_properties=rest)
