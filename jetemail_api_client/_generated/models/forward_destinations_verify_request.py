"""ForwardDestinationsVerifyRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True)
class ForwardDestinationsVerifyRequest:
    """What forward_destinations.verify sends.

    Attributes:
        token: Token of the link in the e-mail, as it stands after ?token=.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "forward_destinations.verify"

    token: str = _field(validator=_checks.checked(_checks.text()), repr=_values.masked)
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["token"] = self.token
        return fields

    @classmethod
    def from_dict(
        cls, src: Mapping[str, Any], /, *, at: str = "", odd: _readings.Oddities | None = None
    ) -> Self:
        """Read the object from JSON.

        Args:
            src: The decoded object.
            at: Where it stands, for errors: "" or a path that ends in a dot.
            odd: Takes a sentence for each departure from the description that loses nothing.

        Raises:
            APIResponseValidationError: It is no object, or a required field is missing.
        """
        rest = _readings.fields_of(src, at)
        v_token = rest.pop("token", _UNSET)
        if v_token is _UNSET:
            raise _readings.absent(f"{at}token")
        if v_token.__class__ is not str:
            v_token = _readings.kept(v_token, "a string", f"{at}token", odd)

        return cls(token=v_token, additional_properties=rest)
