"""QuarantineReleaseRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True, repr=False, getstate_setstate=False)
class QuarantineReleaseRequest(_values.Model):
    """What quarantine.release sends.

    Attributes:
        uid: Uid of the message. Must be 1 to 100 letters, digits, hyphens, underscores and
            dots. Example: DE398F73-6CBC-4333-B394-6DAA6792525B.1.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "quarantine.release"

    uid: str = _field(
        validator=_validators.attrs_validator(
            _validators.text(
                pattern="[A-Za-z0-9_.-]{1,100}",
                meaning="1 to 100 letters, digits, hyphens, underscores and dots",
            )
        )
    )
    """Uid of the message. Must be 1 to 100 letters, digits, hyphens, underscores and dots.
    Example: DE398F73-6CBC-4333-B394-6DAA6792525B.1."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["uid"] = self.uid
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
        v_uid = rest.pop("uid", _UNSET)
        if v_uid is _UNSET:
            raise _parsing.missing(f"{at}uid")
        if v_uid.__class__ is not str:
            v_uid = _parsing.deviating(v_uid, "a string", f"{at}uid", deviations)

        return cls(uid=v_uid, additional_properties=rest)
