"""ForwardDestinationsVerifyRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.frames import hides_arguments as _hides_arguments
from ..._runtime.values import UNSET as _UNSET


@_hides_arguments
@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardDestinationsVerifyRequest(_values.Model):
    """What forward_destinations.verify sends.

    Attributes:
        token: Token of the link in the e-mail, as it stands after ?token=.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "forward_destinations.verify"

    token: str = _field(
        validator=_validators.attrs_validator(_validators.text()), repr=_values.redacted
    )
    """Token of the link in the e-mail, as it stands after ?token=."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["token"] = self.token
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
        v_token = rest.pop("token", _UNSET)
        if v_token is _UNSET:
            raise _parsing.missing(f"{at}token")
        if v_token.__class__ is not str:
            v_token = _parsing.deviating(v_token, "a string", f"{at}token", deviations)

        return cls(token=v_token, additional_properties=rest)
