"""RuleBody.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class RuleBody(_values.Model):
    """A text in the body to match.

    Attributes:
        match_type: How the body is matched; the full list of values is not published. Values
            seen so far: contains.
        body_value: Text to match.
        case_sensitive: 1 if upper and lower case differ, else 0. A bool.
        max_body_size: Greatest size of the body; the unit is not published.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "RuleBody"

    match_type: str | _Unset = _UNSET
    """How the body is matched; the full list of values is not published. Values seen so far:
    contains."""
    body_value: str | _Unset = _UNSET
    """Text to match."""
    case_sensitive: bool | _Unset = _UNSET
    """1 if upper and lower case differ, else 0. A bool."""
    max_body_size: int | _Unset = _UNSET
    """Greatest size of the body; the unit is not published."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.match_type is not _UNSET:
            fields["match_type"] = self.match_type
        if self.body_value is not _UNSET:
            fields["body_value"] = self.body_value
        if self.case_sensitive is not _UNSET:
            fields["case_sensitive"] = _wire_formats.FLAG.write(
                self.case_sensitive, raw.get("case_sensitive", _UNSET)
            )
        if self.max_body_size is not _UNSET:
            fields["max_body_size"] = self.max_body_size
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

        v_body_value = rest.pop("body_value", _UNSET)
        if v_body_value.__class__ is not str and v_body_value is not _UNSET:
            v_body_value = _parsing.deviating(
                v_body_value, "a string", f"{at}body_value", deviations
            )

        v_case_sensitive = rest.pop("case_sensitive", _UNSET)
        if v_case_sensitive is not _UNSET:
            v_case_sensitive = _wire_formats.FLAG.read(
                v_case_sensitive, at, deviations, raw, "case_sensitive"
            )

        v_max_body_size = rest.pop("max_body_size", _UNSET)
        if v_max_body_size.__class__ is not int and v_max_body_size is not _UNSET:
            v_max_body_size = _parsing.deviating(
                v_max_body_size, "an integer", f"{at}max_body_size", deviations
            )

        return _values.received(
            cls(
                match_type=v_match_type,
                body_value=v_body_value,
                case_sensitive=v_case_sensitive,
                max_body_size=v_max_body_size,
                additional_properties=rest,
            ),
            raw=raw,
        )
