"""TransactionalKeysDeleteRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True)
class TransactionalKeysDeleteRequest:
    """What transactional_keys.delete sends.

    Attributes:
        api_token: Token of the key to delete. The full token is the identifier.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "transactional_keys.delete"

    api_token: str = _field(validator=_checks.checked(_checks.text()), repr=_values.masked)
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["api_token"] = self.api_token
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
        v_api_token = rest.pop("api_token", _UNSET)
        if v_api_token is _UNSET:
            raise _readings.absent(f"{at}api_token")
        if v_api_token.__class__ is not str:
            v_api_token = _readings.kept(v_api_token, "a string", f"{at}api_token", odd)

        return cls(api_token=v_api_token, additional_properties=rest)
