"""SmtpUsersListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .smtp_user import SmtpUser


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SmtpUsersListResult(_values.Model):
    """What smtp_users.list returns.

    Attributes:
        smarthosts: The SMTP users.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "smtp_users.list"

    success: bool | _Unset = _UNSET
    smarthosts: list[SmtpUser] | _Unset = _UNSET
    """The SMTP users."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.smarthosts is not _UNSET:
            fields["smarthosts"] = _values.to_wire(self.smarthosts)
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

        v_smarthosts = rest.pop("smarthosts", _UNSET)
        if v_smarthosts.__class__ is not list and v_smarthosts is not _UNSET:
            v_smarthosts = _parsing.deviating(v_smarthosts, "a list", f"{at}smarthosts", deviations)
        elif isinstance(v_smarthosts, list):
            v_smarthosts = [
                SmtpUser.from_dict(v_item, at=f"{at}smarthosts[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}smarthosts[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_smarthosts)
            ]

        return cls(success=v_success, smarthosts=v_smarthosts, additional_properties=rest)
