"""HeaderCondition.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class HeaderCondition(_values.Model):
    """A header to match.

    Attributes:
        header_name: Name of the header. Inferred: on none of the API's own pages.
        match_type: How the header is matched; the full list of values is not published. Values
            seen so far: exact. Inferred: on none of the API's own pages.
        header_value: Value to match. Inferred: on none of the API's own pages.
        case_sensitive: Whether upper and lower case differ. The type is not published: a
            boolean, or 0 or 1. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "HeaderCondition"

    header_name: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Name of the header. Inferred: on none of the API's own pages."""
    match_type: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """How the header is matched; the full list of values is not published. Values seen so far:
    exact. Inferred: on none of the API's own pages."""
    header_value: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Value to match. Inferred: on none of the API's own pages."""
    case_sensitive: Any | _Unset = _UNSET
    """Whether upper and lower case differ. The type is not published: a boolean, or 0 or 1.
    Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.header_name is not _UNSET and self.header_name is not None:
            fields["header_name"] = self.header_name
        if self.match_type is not _UNSET and self.match_type is not None:
            fields["match_type"] = self.match_type
        if self.header_value is not _UNSET and self.header_value is not None:
            fields["header_value"] = self.header_value
        if self.case_sensitive is not _UNSET and self.case_sensitive is not None:
            fields["case_sensitive"] = _values.to_wire(self.case_sensitive)
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
        v_header_name = rest.pop("header_name", _UNSET)
        if v_header_name.__class__ is not str and v_header_name is not _UNSET:
            v_header_name = _parsing.deviating(
                v_header_name, "a string", f"{at}header_name", deviations
            )

        v_match_type = rest.pop("match_type", _UNSET)
        if v_match_type.__class__ is not str and v_match_type is not _UNSET:
            v_match_type = _parsing.deviating(
                v_match_type, "a string", f"{at}match_type", deviations
            )

        v_header_value = rest.pop("header_value", _UNSET)
        if v_header_value.__class__ is not str and v_header_value is not _UNSET:
            v_header_value = _parsing.deviating(
                v_header_value, "a string", f"{at}header_value", deviations
            )

        v_case_sensitive = rest.pop("case_sensitive", _UNSET)

        return cls(
            header_name=v_header_name,
            match_type=v_match_type,
            header_value=v_header_value,
            case_sensitive=v_case_sensitive,
            additional_properties=rest,
        )
