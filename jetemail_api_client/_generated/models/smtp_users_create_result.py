"""SmtpUsersCreateResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SmtpUsersCreateResult(_values.Model):
    """What smtp_users.create returns.

    Attributes:
        message: Example: SMTP user created successfully.
        password: The password that the server made; present only if the request had none.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "smtp_users.create"

    success: bool
    message: str
    """Example: SMTP user created successfully."""
    password: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """The password that the server made; present only if the request had none."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        fields["success"] = self.success
        fields["message"] = self.message
        if self.password is not _UNSET:
            fields["password"] = self.password
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
        if v_success is _UNSET:
            raise _parsing.missing(f"{at}success")
        if v_success.__class__ is not bool:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_message = rest.pop("message", _UNSET)
        if v_message is _UNSET:
            raise _parsing.missing(f"{at}message")
        if v_message.__class__ is not str:
            v_message = _parsing.deviating(v_message, "a string", f"{at}message", deviations)

        v_password = rest.pop("password", _UNSET)
        if v_password.__class__ is not str and v_password is not _UNSET:
            v_password = _parsing.deviating(v_password, "a string", f"{at}password", deviations)

        return cls(
            success=v_success, message=v_message, password=v_password, additional_properties=rest
        )
