"""QuarantineReleaseRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True)
class QuarantineReleaseRequest:
    """What quarantine.release sends.

    Attributes:
        uid: Uid of the message. Must be 1 to 100 letters, digits, hyphens, underscores and
            dots. Example: DE398F73-6CBC-4333-B394-6DAA6792525B.1.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "quarantine.release"

    uid: str = _field(
        validator=_checks.checked(
            _checks.text(
                pattern="[A-Za-z0-9_.-]{1,100}",
                meaning="1 to 100 letters, digits, hyphens, underscores and dots",
            )
        )
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["uid"] = self.uid
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
        v_uid = rest.pop("uid", _UNSET)
        if v_uid is _UNSET:
            raise _readings.absent(f"{at}uid")
        if v_uid.__class__ is not str:
            v_uid = _readings.kept(v_uid, "a string", f"{at}uid", odd)

        return cls(uid=v_uid, additional_properties=rest)
