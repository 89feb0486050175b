"""SuppressionsImportCsvResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .suppression_failure import SuppressionFailure


@_define(kw_only=True)
class SuppressionsImportCsvResult:
    """What suppressions.import_csv returns.

    Attributes:
        inserted: How many rules were created. Example: 12.
        skipped: How many rows match an active rule. Example: 3.
        failed: The rows that were refused; a list, while inserted and skipped are numbers.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "suppressions.import_csv"

    success: bool | _Unset = _UNSET
    inserted: int | _Unset = _UNSET
    skipped: int | _Unset = _UNSET
    failed: list[SuppressionFailure] | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.inserted is not _UNSET:
            fields["inserted"] = self.inserted
        if self.skipped is not _UNSET:
            fields["skipped"] = self.skipped
        if self.failed is not _UNSET:
            fields["failed"] = _values.wire_form(self.failed)
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _readings.kept(v_success, "a boolean", f"{at}success", odd)

        v_inserted = rest.pop("inserted", _UNSET)
        if v_inserted.__class__ is not int and v_inserted is not _UNSET:
            v_inserted = _readings.kept(v_inserted, "an integer", f"{at}inserted", odd)

        v_skipped = rest.pop("skipped", _UNSET)
        if v_skipped.__class__ is not int and v_skipped is not _UNSET:
            v_skipped = _readings.kept(v_skipped, "an integer", f"{at}skipped", odd)

        v_failed = rest.pop("failed", _UNSET)
        if v_failed.__class__ is not list and v_failed is not _UNSET:
            v_failed = _readings.kept(v_failed, "a list", f"{at}failed", odd)
        elif isinstance(v_failed, list):
            v_failed = [
                SuppressionFailure.from_dict(v_item, at=f"{at}failed[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}failed[{v_index}]", odd)
                for v_index, v_item in enumerate(v_failed)
            ]

        return cls(
            success=v_success,
            inserted=v_inserted,
            skipped=v_skipped,
            failed=v_failed,
            additional_properties=rest,
        )
