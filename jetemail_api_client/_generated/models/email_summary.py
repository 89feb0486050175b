"""EmailSummary.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class EmailSummary(_values.Model):
    """The outcome in numbers.

    Attributes:
        total: How many e-mails the request had. Example: 2.
        successful: How many were accepted. Example: 1.
        failed: How many were refused. Example: 1.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "EmailSummary"

    total: int | _Unset = _UNSET
    """How many e-mails the request had. Example: 2."""
    successful: int | _Unset = _UNSET
    """How many were accepted. Example: 1."""
    failed: int | _Unset = _UNSET
    """How many were refused. Example: 1."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.total is not _UNSET:
            fields["total"] = self.total
        if self.successful is not _UNSET:
            fields["successful"] = self.successful
        if self.failed is not _UNSET:
            fields["failed"] = self.failed
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
        v_total = rest.pop("total", _UNSET)
        if v_total.__class__ is not int and v_total is not _UNSET:
            v_total = _parsing.deviating(v_total, "an integer", f"{at}total", deviations)

        v_successful = rest.pop("successful", _UNSET)
        if v_successful.__class__ is not int and v_successful is not _UNSET:
            v_successful = _parsing.deviating(
                v_successful, "an integer", f"{at}successful", deviations
            )

        v_failed = rest.pop("failed", _UNSET)
        if v_failed.__class__ is not int and v_failed is not _UNSET:
            v_failed = _parsing.deviating(v_failed, "an integer", f"{at}failed", deviations)

        return cls(
            total=v_total, successful=v_successful, failed=v_failed, additional_properties=rest
        )
