"""RuleAttachment.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class RuleAttachment(_values.Model):
    """An attachment to match.

    Attributes:
        match_type: How the attachment is matched; the full list of values is not published.
            Values seen so far: filename.
        match_value: Value to match.
        case_sensitive: 1 if upper and lower case differ, else 0. A bool.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "RuleAttachment"

    match_type: str | _Unset = _UNSET
    """How the attachment is matched; the full list of values is not published. Values seen so far:
    filename."""
    match_value: str | _Unset = _UNSET
    """Value to match."""
    case_sensitive: bool | _Unset = _UNSET
    """1 if upper and lower case differ, else 0. A bool."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.match_type is not _UNSET:
            fields["match_type"] = self.match_type
        if self.match_value is not _UNSET:
            fields["match_value"] = self.match_value
        if self.case_sensitive is not _UNSET:
            fields["case_sensitive"] = _wire_formats.FLAG.write(
                self.case_sensitive, raw.get("case_sensitive", _UNSET)
            )
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
        raw: dict[str, Any] = {}
        v_match_type = rest.pop("match_type", _UNSET)
        if v_match_type.__class__ is not str and v_match_type is not _UNSET:
            v_match_type = _parsing.deviating(
                v_match_type, "a string", f"{at}match_type", deviations
            )

        v_match_value = rest.pop("match_value", _UNSET)
        if v_match_value.__class__ is not str and v_match_value is not _UNSET:
            v_match_value = _parsing.deviating(
                v_match_value, "a string", f"{at}match_value", deviations
            )

        v_case_sensitive = rest.pop("case_sensitive", _UNSET)
        if v_case_sensitive is not _UNSET:
            v_case_sensitive = _wire_formats.FLAG.read(
                v_case_sensitive, at, deviations, raw, "case_sensitive"
            )

        return _values.received(
            cls(
                match_type=v_match_type,
                match_value=v_match_value,
                case_sensitive=v_case_sensitive,
                additional_properties=rest,
            ),
            raw=raw,
        )
