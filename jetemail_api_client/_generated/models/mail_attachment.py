"""MailAttachment.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class MailAttachment(_values.Model):
    """A file of a mail.

    Attributes:
        filename: Name of the file.
        content_type: Media type. Example: application/pdf.
        size: Size in bytes.
        content: The bytes in base64.
        content_id: Content-ID of an inline file.
        disposition: Content-Disposition. Example: attachment.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "MailAttachment"

    filename: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """Name of the file."""
    content_type: str | _Unset = _UNSET
    """Media type. Example: application/pdf."""
    size: int | _Unset = _UNSET
    """Size in bytes."""
    content: str | _Unset = _field(default=_UNSET, repr=_values.redacted)
    """The bytes in base64."""
    content_id: str | None | _Unset = _UNSET
    """Content-ID of an inline file."""
    disposition: str | _Unset = _UNSET
    """Content-Disposition. Example: attachment."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.filename is not _UNSET:
            fields["filename"] = self.filename
        if self.content_type is not _UNSET:
            fields["content_type"] = self.content_type
        if self.size is not _UNSET:
            fields["size"] = self.size
        if self.content is not _UNSET:
            fields["content"] = self.content
        if self.content_id is not _UNSET:
            fields["content_id"] = self.content_id
        if self.disposition is not _UNSET:
            fields["disposition"] = self.disposition
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
        if v_filename.__class__ is not str and v_filename is not _UNSET:
            v_filename = _parsing.deviating(v_filename, "a string", f"{at}filename", deviations)

        v_content_type = rest.pop("content_type", _UNSET)
        if v_content_type.__class__ is not str and v_content_type is not _UNSET:
            v_content_type = _parsing.deviating(
                v_content_type, "a string", f"{at}content_type", deviations
            )

        v_size = rest.pop("size", _UNSET)
        if v_size.__class__ is not int and v_size is not _UNSET:
            v_size = _parsing.deviating(v_size, "an integer", f"{at}size", deviations)

        v_content = rest.pop("content", _UNSET)
        if v_content.__class__ is not str and v_content is not _UNSET:
            v_content = _parsing.deviating(v_content, "a string", f"{at}content", deviations)

        v_content_id = rest.pop("content_id", _UNSET)
        if (
            v_content_id.__class__ is not str
            and v_content_id is not None
            and v_content_id is not _UNSET
        ):
            v_content_id = _parsing.deviating(
                v_content_id, "a string", f"{at}content_id", deviations
            )

        v_disposition = rest.pop("disposition", _UNSET)
        if v_disposition.__class__ is not str and v_disposition is not _UNSET:
            v_disposition = _parsing.deviating(
                v_disposition, "a string", f"{at}disposition", deviations
            )

        return cls(
            filename=v_filename,
            content_type=v_content_type,
            size=v_size,
            content=v_content,
            content_id=v_content_id,
            disposition=v_disposition,
            additional_properties=rest,
        )
