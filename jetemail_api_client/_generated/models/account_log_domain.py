"""AccountLogDomain.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class AccountLogDomain(_values.Model):
    """A domain that was asked.

    Attributes:
        domain: Name of the domain.
        domain_uuid: UUID of the domain.
        domain_type: Kind of the domain; the full list of values is not published. Values seen
            so far: domain.
        count: How many messages of the domain were found.
        status: Whether the domain could be asked; the full list of values is not published.
            Values seen so far: success.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "AccountLogDomain"

    domain: str | _Unset = _UNSET
    """Name of the domain."""
    domain_uuid: str | _Unset = _UNSET
    """UUID of the domain."""
    domain_type: str | _Unset = _UNSET
    """Kind of the domain; the full list of values is not published. Values seen so far: domain."""
    count: int | _Unset = _UNSET
    """How many messages of the domain were found."""
    status: str | _Unset = _UNSET
    """Whether the domain could be asked; the full list of values is not published. Values seen so
    far: success."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.domain is not _UNSET:
            fields["domain"] = self.domain
        if self.domain_uuid is not _UNSET:
            fields["domain_uuid"] = self.domain_uuid
        if self.domain_type is not _UNSET:
            fields["domain_type"] = self.domain_type
        if self.count is not _UNSET:
            fields["count"] = self.count
        if self.status is not _UNSET:
            fields["status"] = self.status
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

        v_domain_uuid = rest.pop("domain_uuid", _UNSET)
        if v_domain_uuid.__class__ is not str and v_domain_uuid is not _UNSET:
            v_domain_uuid = _parsing.deviating(
                v_domain_uuid, "a string", f"{at}domain_uuid", deviations
            )

        v_domain_type = rest.pop("domain_type", _UNSET)
        if v_domain_type.__class__ is not str and v_domain_type is not _UNSET:
            v_domain_type = _parsing.deviating(
                v_domain_type, "a string", f"{at}domain_type", deviations
            )

        v_count = rest.pop("count", _UNSET)
        if v_count.__class__ is not int and v_count is not _UNSET:
            v_count = _parsing.deviating(v_count, "an integer", f"{at}count", deviations)

        v_status = rest.pop("status", _UNSET)
        if v_status.__class__ is not str and v_status is not _UNSET:
            v_status = _parsing.deviating(v_status, "a string", f"{at}status", deviations)

        return cls(
            domain=v_domain,
            domain_uuid=v_domain_uuid,
            domain_type=v_domain_type,
            count=v_count,
            status=v_status,
            additional_properties=rest,
        )
