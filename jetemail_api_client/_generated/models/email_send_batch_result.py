"""EmailSendBatchResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .email_result import EmailResult
from .email_summary import EmailSummary


@_define(kw_only=True, repr=False, getstate_setstate=False)
class EmailSendBatchResult(_values.Model):
    """What email.send_batch returns.

    Attributes:
        summary: The outcome in numbers.
        results: The outcomes, presumably in the order of the request: an index is not
            published. There may be fewer than the request had e-mails.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "email.send_batch"

    summary: EmailSummary | _Unset = _UNSET
    """The outcome in numbers."""
    results: list[EmailResult] | _Unset = _UNSET
    """The outcomes, presumably in the order of the request: an index is not published. There may
    be fewer than the request had e-mails."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.summary is not _UNSET:
            fields["summary"] = _values.to_wire(self.summary)
        if self.results is not _UNSET:
            fields["results"] = _values.to_wire(self.results)
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
        v_summary = rest.pop("summary", _UNSET)
        if v_summary.__class__ is not dict and v_summary is not _UNSET:
            v_summary = _parsing.deviating(v_summary, "an object", f"{at}summary", deviations)
        elif isinstance(v_summary, dict):
            v_summary = EmailSummary.from_dict(v_summary, at=f"{at}summary.", deviations=deviations)

        v_results = rest.pop("results", _UNSET)
        if v_results.__class__ is not list and v_results is not _UNSET:
            v_results = _parsing.deviating(v_results, "a list", f"{at}results", deviations)
        elif isinstance(v_results, list):
            v_results = [
                EmailResult.from_dict(v_item, at=f"{at}results[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}results[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_results)
            ]

        return cls(summary=v_summary, results=v_results, additional_properties=rest)
