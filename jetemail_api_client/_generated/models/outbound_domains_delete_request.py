"""OutboundDomainsDeleteRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True, repr=False, getstate_setstate=False)
class OutboundDomainsDeleteRequest(_values.Model):
    """What outbound_domains.delete sends.

    Attributes:
        uuid: UUID of the domain. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "outbound_domains.delete"

    uuid: str = _field(validator=_validators.attrs_validator(_validators.text()))
    """UUID of the domain. Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["uuid"] = self.uuid
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid is _UNSET:
            raise _parsing.missing(f"{at}uuid")
        if v_uuid.__class__ is not str:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        return cls(uuid=v_uuid, additional_properties=rest)
