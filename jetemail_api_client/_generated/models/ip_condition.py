"""IpCondition.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class IpCondition(_values.Model):
    """An IP address to match.

    Attributes:
        ip_type: How the address is matched; the full list of values is not published. Values
            seen so far: single. Inferred: on none of the API's own pages.
        ip_value: Address or CIDR range. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "IpCondition"

    ip_type: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """How the address is matched; the full list of values is not published. Values seen so far:
    single. Inferred: on none of the API's own pages."""
    ip_value: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Address or CIDR range. Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.ip_type is not _UNSET and self.ip_type is not None:
            fields["ip_type"] = self.ip_type
        if self.ip_value is not _UNSET and self.ip_value is not None:
            fields["ip_value"] = self.ip_value
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
        v_ip_type = rest.pop("ip_type", _UNSET)
        if v_ip_type.__class__ is not str and v_ip_type is not _UNSET:
            v_ip_type = _parsing.deviating(v_ip_type, "a string", f"{at}ip_type", deviations)

        v_ip_value = rest.pop("ip_value", _UNSET)
        if v_ip_value.__class__ is not str and v_ip_value is not _UNSET:
            v_ip_value = _parsing.deviating(v_ip_value, "a string", f"{at}ip_value", deviations)

        return cls(ip_type=v_ip_type, ip_value=v_ip_value, additional_properties=rest)
