"""Attachment.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True)
class Attachment:
    """A file.

    Attributes:
        filename: Name of the file. Inferred: on none of the API's own pages.
        data: Content of the file in base64. Inferred: on none of the API's own pages.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "Attachment"

    filename: str = _field(validator=_checks.checked(_checks.text()))
    data: str = _field(validator=_checks.checked(_checks.text()))
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["filename"] = self.filename
        fields["data"] = self.data
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
        v_filename = rest.pop("filename", _UNSET)
        if v_filename is _UNSET:
            raise _readings.absent(f"{at}filename")
        if v_filename.__class__ is not str:
            v_filename = _readings.kept(v_filename, "a string", f"{at}filename", odd)

        v_data = rest.pop("data", _UNSET)
        if v_data is _UNSET:
            raise _readings.absent(f"{at}data")
        if v_data.__class__ is not str:
            v_data = _readings.kept(v_data, "a string", f"{at}data", odd)

        return cls(filename=v_filename, data=v_data, additional_properties=rest)
