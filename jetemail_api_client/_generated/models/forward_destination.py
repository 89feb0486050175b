"""ForwardDestination.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class ForwardDestination:
    """A forwarding destination. Other fields may come: the published list is cut off here.

    Attributes:
        uuid: UUID of the destination. Example: 7c1f7c14-1234-4abc-8def-0123456789ab.
        email: Address of the destination. Example: team@theirinbox.com.
        verified: 1 if the owner confirmed the address, else 0. A bool here.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "ForwardDestination"

    uuid: str | _Unset = _UNSET
    email: str | _Unset = _UNSET
    verified: bool | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.uuid is not _UNSET:
            fields["uuid"] = self.uuid
        if self.email is not _UNSET:
            fields["email"] = self.email
        if self.verified is not _UNSET:
            fields["verified"] = _forms.FLAG.written(
                self.verified, self._came.get("verified", _UNSET)
            )
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
        came: dict[str, Any] = {}
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        v_email = rest.pop("email", _UNSET)
        if v_email.__class__ is not str and v_email is not _UNSET:
            v_email = _readings.kept(v_email, "a string", f"{at}email", odd)

        v_verified = rest.pop("verified", _UNSET)
        if v_verified is not _UNSET:
            v_verified = _forms.FLAG.read(v_verified, at, odd, came, "verified")

        made = cls(uuid=v_uuid, email=v_email, verified=v_verified, additional_properties=rest)
        made._came = came
        return made
