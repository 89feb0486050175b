"""AccountLogPages.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class AccountLogPages:
    """Where this page is.

    Attributes:
        total: How many messages there are. Example: 450.
        limit: How many messages a page has at most. Example: 100.
        offset: How many messages come before this page. Example: 0.
        returned: How many messages this page has. Example: 100.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "AccountLogPages"

    total: int | _Unset = _UNSET
    limit: int | _Unset = _UNSET
    offset: int | _Unset = _UNSET
    returned: int | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
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
        v_total = rest.pop("total", _UNSET)
        if v_total.__class__ is not int and v_total is not _UNSET:
            v_total = _readings.kept(v_total, "an integer", f"{at}total", odd)

        v_limit = rest.pop("limit", _UNSET)
        if v_limit.__class__ is not int and v_limit is not _UNSET:
            v_limit = _readings.kept(v_limit, "an integer", f"{at}limit", odd)

        v_offset = rest.pop("offset", _UNSET)
        if v_offset.__class__ is not int and v_offset is not _UNSET:
            v_offset = _readings.kept(v_offset, "an integer", f"{at}offset", odd)

        v_returned = rest.pop("returned", _UNSET)
        if v_returned.__class__ is not int and v_returned is not _UNSET:
            v_returned = _readings.kept(v_returned, "an integer", f"{at}returned", odd)

        return cls(
            total=v_total,
            limit=v_limit,
            offset=v_offset,
            returned=v_returned,
            additional_properties=rest,
        )
