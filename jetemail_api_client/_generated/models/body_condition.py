"""BodyCondition.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class BodyCondition(_values.Model):
    """A text in the body to match.

    Attributes:
        match_type: How the body is matched; the full list of values is not published. Values
            seen so far: contains. Inferred: on none of the API's own pages.
        body_value: Text to match. Inferred: on none of the API's own pages.
        case_sensitive: Whether upper and lower case differ. The type is not published: a
            boolean, or 0 or 1. Inferred: on none of the API's own pages.
        max_body_size: Greatest size of the body; the unit is not published. Inferred: on none
            of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "BodyCondition"

    match_type: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """How the body is matched; the full list of values is not published. Values seen so far:
    contains. Inferred: on none of the API's own pages."""
    body_value: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Text to match. Inferred: on none of the API's own pages."""
    case_sensitive: Any | _Unset = _UNSET
    """Whether upper and lower case differ. The type is not published: a boolean, or 0 or 1.
    Inferred: on none of the API's own pages."""
    max_body_size: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(integer=True), is_optional=True),
    )
    """Greatest size of the body; the unit is not published. Inferred: on none of the API's own
    pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.match_type is not _UNSET and self.match_type is not None:
            fields["match_type"] = self.match_type
        if self.body_value is not _UNSET and self.body_value is not None:
            fields["body_value"] = self.body_value
        if self.case_sensitive is not _UNSET and self.case_sensitive is not None:
            fields["case_sensitive"] = _values.to_wire(self.case_sensitive)
        if self.max_body_size is not _UNSET and self.max_body_size is not None:
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

        v_max_body_size = rest.pop("max_body_size", _UNSET)
        if v_max_body_size.__class__ is not int and v_max_body_size is not _UNSET:
            v_max_body_size = _parsing.deviating(
                v_max_body_size, "an integer", f"{at}max_body_size", deviations
            )

        return cls(
            match_type=v_match_type,
            body_value=v_body_value,
            case_sensitive=v_case_sensitive,
            max_body_size=v_max_body_size,
            additional_properties=rest,
        )
