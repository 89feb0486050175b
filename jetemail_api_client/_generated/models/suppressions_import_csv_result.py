"""SuppressionsImportCsvResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .suppression_failure import SuppressionFailure


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SuppressionsImportCsvResult(_values.Model):
    """What suppressions.import_csv returns.

    Attributes:
        inserted: How many rules were created. Example: 12.
        skipped: How many rows match an active rule. Example: 3.
        failed: The rows that were refused; a list, while inserted and skipped are numbers.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "suppressions.import_csv"

    success: bool | _Unset = _UNSET
    inserted: int | _Unset = _UNSET
    """How many rules were created. Example: 12."""
    skipped: int | _Unset = _UNSET
    """How many rows match an active rule. Example: 3."""
    failed: list[SuppressionFailure] | _Unset = _UNSET
    """The rows that were refused; a list, while inserted and skipped are numbers."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.inserted is not _UNSET:
            fields["inserted"] = self.inserted
        if self.skipped is not _UNSET:
            fields["skipped"] = self.skipped
        if self.failed is not _UNSET:
            fields["failed"] = _values.to_wire(self.failed)
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_inserted = rest.pop("inserted", _UNSET)
        if v_inserted.__class__ is not int and v_inserted is not _UNSET:
            v_inserted = _parsing.deviating(v_inserted, "an integer", f"{at}inserted", deviations)

        v_skipped = rest.pop("skipped", _UNSET)
        if v_skipped.__class__ is not int and v_skipped is not _UNSET:
            v_skipped = _parsing.deviating(v_skipped, "an integer", f"{at}skipped", deviations)

        v_failed = rest.pop("failed", _UNSET)
        if v_failed.__class__ is not list and v_failed is not _UNSET:
            v_failed = _parsing.deviating(v_failed, "a list", f"{at}failed", deviations)
        elif isinstance(v_failed, list):
            v_failed = [
                SuppressionFailure.from_dict(
                    v_item, at=f"{at}failed[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}failed[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_failed)
            ]

        return cls(
            success=v_success,
            inserted=v_inserted,
            skipped=v_skipped,
            failed=v_failed,
            additional_properties=rest,
        )
