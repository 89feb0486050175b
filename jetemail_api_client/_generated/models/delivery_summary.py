"""DeliverySummary.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class DeliverySummary(_values.Model):
    """The attempts in numbers.

    Attributes:
        total_attempts: How many attempts were made.
        successful_deliveries: How many deliveries succeeded.
        failed_deliveries: How many deliveries failed.
        unique_recipients: How many different recipients there are.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "DeliverySummary"

    total_attempts: int | _Unset = _UNSET
    """How many attempts were made."""
    successful_deliveries: int | _Unset = _UNSET
    """How many deliveries succeeded."""
    failed_deliveries: int | _Unset = _UNSET
    """How many deliveries failed."""
    unique_recipients: int | _Unset = _UNSET
    """How many different recipients there are."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.total_attempts is not _UNSET:
            fields["total_attempts"] = self.total_attempts
        if self.successful_deliveries is not _UNSET:
            fields["successful_deliveries"] = self.successful_deliveries
        if self.failed_deliveries is not _UNSET:
            fields["failed_deliveries"] = self.failed_deliveries
        if self.unique_recipients is not _UNSET:
            fields["unique_recipients"] = self.unique_recipients
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
        v_total_attempts = rest.pop("total_attempts", _UNSET)
        if v_total_attempts.__class__ is not int and v_total_attempts is not _UNSET:
            v_total_attempts = _parsing.deviating(
                v_total_attempts, "an integer", f"{at}total_attempts", deviations
            )

        v_successful_deliveries = rest.pop("successful_deliveries", _UNSET)
        if v_successful_deliveries.__class__ is not int and v_successful_deliveries is not _UNSET:
            v_successful_deliveries = _parsing.deviating(
                v_successful_deliveries, "an integer", f"{at}successful_deliveries", deviations
            )

        v_failed_deliveries = rest.pop("failed_deliveries", _UNSET)
        if v_failed_deliveries.__class__ is not int and v_failed_deliveries is not _UNSET:
            v_failed_deliveries = _parsing.deviating(
                v_failed_deliveries, "an integer", f"{at}failed_deliveries", deviations
            )

        v_unique_recipients = rest.pop("unique_recipients", _UNSET)
        if v_unique_recipients.__class__ is not int and v_unique_recipients is not _UNSET:
            v_unique_recipients = _parsing.deviating(
                v_unique_recipients, "an integer", f"{at}unique_recipients", deviations
            )

        return cls(
            total_attempts=v_total_attempts,
            successful_deliveries=v_successful_deliveries,
            failed_deliveries=v_failed_deliveries,
            unique_recipients=v_unique_recipients,
            additional_properties=rest,
        )
