"""AccountLogPages.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class AccountLogPages(_values.Model):
    """Where this page is.

    Attributes:
        total: How many messages there are. Example: 450.
        limit: How many messages a page has at most. Example: 100.
        offset: How many messages come before this page. Example: 0.
        returned: How many messages this page has. Example: 100.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "AccountLogPages"

    total: int | _Unset = _UNSET
    """How many messages there are. Example: 450."""
    limit: int | _Unset = _UNSET
    """How many messages a page has at most. Example: 100."""
    offset: int | _Unset = _UNSET
    """How many messages come before this page. Example: 0."""
    returned: int | _Unset = _UNSET
    """How many messages this page has. Example: 100."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.total is not _UNSET:
            fields["total"] = self.total
        if self.limit is not _UNSET:
            fields["limit"] = self.limit
        if self.offset is not _UNSET:
            fields["offset"] = self.offset
        if self.returned is not _UNSET:
            fields["returned"] = self.returned
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
        v_total = rest.pop("total", _UNSET)
        if v_total.__class__ is not int and v_total is not _UNSET:
            v_total = _parsing.deviating(v_total, "an integer", f"{at}total", deviations)

        v_limit = rest.pop("limit", _UNSET)
        if v_limit.__class__ is not int and v_limit is not _UNSET:
            v_limit = _parsing.deviating(v_limit, "an integer", f"{at}limit", deviations)

        v_offset = rest.pop("offset", _UNSET)
        if v_offset.__class__ is not int and v_offset is not _UNSET:
            v_offset = _parsing.deviating(v_offset, "an integer", f"{at}offset", deviations)

        v_returned = rest.pop("returned", _UNSET)
        if v_returned.__class__ is not int and v_returned is not _UNSET:
            v_returned = _parsing.deviating(v_returned, "an integer", f"{at}returned", deviations)

        return cls(
            total=v_total,
            limit=v_limit,
            offset=v_offset,
            returned=v_returned,
            additional_properties=rest,
        )
