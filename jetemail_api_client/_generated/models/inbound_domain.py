"""InboundDomain.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class InboundDomain(_values.Model):
    """An inbound domain.

    Attributes:
        domain: Name of the domain. Inferred: on none of the API's own pages.
        delivery_type: How mail for the domain is delivered. Inferred: on none of the API's own
            pages.
        status: State of the domain, as a number or as text. Inferred: on none of the API's own
            pages.
        uuid: UUID of the domain. Inferred: on none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "InboundDomain"

    domain: str | _Unset = _UNSET
    """Name of the domain. Inferred: on none of the API's own pages."""
    delivery_type: Literal["smtp", "webhook", "forward"] | str | _Unset = _UNSET
    """How mail for the domain is delivered. Inferred: on none of the API's own pages."""
    status: Literal[0, 1] | int | Literal["active", "disabled"] | str | _Unset = _UNSET
    """State of the domain, as a number or as text. Inferred: on none of the API's own pages."""
    uuid: str | _Unset = _UNSET
    """UUID of the domain. Inferred: on none of the API's own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.domain is not _UNSET:
            fields["domain"] = self.domain
        if self.delivery_type is not _UNSET:
            fields["delivery_type"] = self.delivery_type
        if self.status is not _UNSET:
            fields["status"] = self.status
        if self.uuid is not _UNSET:
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
        v_domain = rest.pop("domain", _UNSET)
        if v_domain.__class__ is not str and v_domain is not _UNSET:
            v_domain = _parsing.deviating(v_domain, "a string", f"{at}domain", deviations)

        v_delivery_type = rest.pop("delivery_type", _UNSET)
        if v_delivery_type.__class__ is not str and v_delivery_type is not _UNSET:
            v_delivery_type = _parsing.deviating(
                v_delivery_type, "a string", f"{at}delivery_type", deviations
            )

        v_status = rest.pop("status", _UNSET)
        if (
            v_status.__class__ is not int
            and v_status.__class__ is not str
            and v_status is not _UNSET
        ):
            v_status = _parsing.deviating(
                v_status, "an integer or a string", f"{at}status", deviations
            )

        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid.__class__ is not str and v_uuid is not _UNSET:
            v_uuid = _parsing.deviating(v_uuid, "a string", f"{at}uuid", deviations)

        return cls(
            domain=v_domain,
            delivery_type=v_delivery_type,
            status=v_status,
            uuid=v_uuid,
            additional_properties=rest,
        )
