"""EmailSendBatchResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .email_result import EmailResult
from .email_summary import EmailSummary


@_define(kw_only=True)
class EmailSendBatchResult:
    """What email.send_batch returns.

    Attributes:
        summary: The outcome in numbers.
        results: The outcomes, presumably in the order of the request: an index is not
            published. There may be fewer than the request had e-mails.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "email.send_batch"

    summary: EmailSummary | _Unset = _UNSET
    results: list[EmailResult] | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.summary is not _UNSET:
            fields["summary"] = _values.wire_form(self.summary)
        if self.results is not _UNSET:
            fields["results"] = _values.wire_form(self.results)
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
        v_summary = rest.pop("summary", _UNSET)
        if v_summary.__class__ is not dict and v_summary is not _UNSET:
            v_summary = _readings.kept(v_summary, "an object", f"{at}summary", odd)
        elif isinstance(v_summary, dict):
            v_summary = EmailSummary.from_dict(v_summary, at=f"{at}summary.", odd=odd)

        v_results = rest.pop("results", _UNSET)
        if v_results.__class__ is not list and v_results is not _UNSET:
            v_results = _readings.kept(v_results, "a list", f"{at}results", odd)
        elif isinstance(v_results, list):
            v_results = [
                EmailResult.from_dict(v_item, at=f"{at}results[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}results[{v_index}]", odd)
                for v_index, v_item in enumerate(v_results)
            ]

        return cls(summary=v_summary, results=v_results, additional_properties=rest)
