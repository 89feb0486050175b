"""TransactionalKeysCreateResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class TransactionalKeysCreateResult(_values.Model):
    """What transactional_keys.create returns.

    Attributes:
        message: Example: Transactional key created successfully.
        api_token: Token of the new key.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "transactional_keys.create"

    success: bool | _Unset = _UNSET
    message: str | _Unset = _UNSET
    """Example: Transactional key created successfully."""
    api_token: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Token of the new key."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.message is not _UNSET:
            fields["message"] = self.message
        if self.api_token is not _UNSET:
            fields["api_token"] = self.api_token
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

        v_message = rest.pop("message", _UNSET)
        if v_message.__class__ is not str and v_message is not _UNSET:
            v_message = _parsing.deviating(v_message, "a string", f"{at}message", deviations)

        v_api_token = rest.pop("api_token", _UNSET)
        if v_api_token.__class__ is not str and v_api_token is not _UNSET:
            v_api_token = _parsing.deviating(v_api_token, "a string", f"{at}api_token", deviations)

        return cls(
            success=v_success, message=v_message, api_token=v_api_token, additional_properties=rest
        )
