"""Attachment.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True, repr=False, getstate_setstate=False)
class Attachment(_values.Model):
    """A file.

    Attributes:
        filename: Name of the file. Inferred: on none of the API's own pages.
        data: Content of the file in base64. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "Attachment"

    filename: str = _field(
        validator=_validators.attrs_validator(_validators.text(check=_validators.one_line))
    )
    """Name of the file. Inferred: on none of the API's own pages."""
    data: str = _field(
        validator=_validators.attrs_validator(_validators.text(check=_validators.base64))
    )
    """Content of the file in base64. Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["filename"] = self.filename
        fields["data"] = self.data
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
        v_filename = rest.pop("filename", _UNSET)
        if v_filename is _UNSET:
            raise _parsing.missing(f"{at}filename")
        if v_filename.__class__ is not str:
            v_filename = _parsing.deviating(v_filename, "a string", f"{at}filename", deviations)

        v_data = rest.pop("data", _UNSET)
        if v_data is _UNSET:
            raise _parsing.missing(f"{at}data")
        if v_data.__class__ is not str:
            v_data = _parsing.deviating(v_data, "a string", f"{at}data", deviations)

        return cls(filename=v_filename, data=v_data, additional_properties=rest)
