"""OutboundLogPages.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class OutboundLogPages(_values.Model):
    """Where this page is.

    Attributes:
        total_count: How many entries there are.
        total_pages: How many pages there are.
        current_page: Number of this page.
        per_page: How many entries a page has.
        offset: How many entries come before this page.
        has_next_page: Whether a page follows.
        has_previous_page: Whether a page comes before.
        next_offset: Offset of the next page; presumably null on the last.
        previous_offset: Offset of the previous page; presumably null on the first.
        showing_from: Number of the first entry on this page.
        showing_to: Number of the last entry on this page.
        count_limited: Whether the count stopped at max_count_limit.
        max_count_limit: Up to how many entries are counted.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "OutboundLogPages"

    total_count: int | _Unset = _UNSET
    """How many entries there are."""
    total_pages: int | _Unset = _UNSET
    """How many pages there are."""
    current_page: int | _Unset = _UNSET
    """Number of this page."""
    per_page: int | _Unset = _UNSET
    """How many entries a page has."""
    offset: int | _Unset = _UNSET
    """How many entries come before this page."""
    has_next_page: bool | _Unset = _UNSET
    """Whether a page follows."""
    has_previous_page: bool | _Unset = _UNSET
    """Whether a page comes before."""
    next_offset: int | _Unset = _UNSET
    """Offset of the next page; presumably null on the last."""
    previous_offset: int | _Unset = _UNSET
    """Offset of the previous page; presumably null on the first."""
    showing_from: int | _Unset = _UNSET
    """Number of the first entry on this page."""
    showing_to: int | _Unset = _UNSET
    """Number of the last entry on this page."""
    count_limited: bool | _Unset = _UNSET
    """Whether the count stopped at max_count_limit."""
    max_count_limit: int | _Unset = _UNSET
    """Up to how many entries are counted."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.total_count is not _UNSET:
            fields["total_count"] = self.total_count
        if self.total_pages is not _UNSET:
            fields["total_pages"] = self.total_pages
        if self.current_page is not _UNSET:
            fields["current_page"] = self.current_page
        if self.per_page is not _UNSET:
            fields["per_page"] = self.per_page
        if self.offset is not _UNSET:
            fields["offset"] = self.offset
        if self.has_next_page is not _UNSET:
            fields["has_next_page"] = self.has_next_page
        if self.has_previous_page is not _UNSET:
            fields["has_previous_page"] = self.has_previous_page
        if self.next_offset is not _UNSET:
            fields["next_offset"] = self.next_offset
        if self.previous_offset is not _UNSET:
            fields["previous_offset"] = self.previous_offset
        if self.showing_from is not _UNSET:
            fields["showing_from"] = self.showing_from
        if self.showing_to is not _UNSET:
            fields["showing_to"] = self.showing_to
        if self.count_limited is not _UNSET:
            fields["count_limited"] = self.count_limited
        if self.max_count_limit is not _UNSET:
            fields["max_count_limit"] = self.max_count_limit
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
        v_total_count = rest.pop("total_count", _UNSET)
        if v_total_count.__class__ is not int and v_total_count is not _UNSET:
            v_total_count = _parsing.deviating(
                v_total_count, "an integer", f"{at}total_count", deviations
            )

        v_total_pages = rest.pop("total_pages", _UNSET)
        if v_total_pages.__class__ is not int and v_total_pages is not _UNSET:
            v_total_pages = _parsing.deviating(
                v_total_pages, "an integer", f"{at}total_pages", deviations
            )

        v_current_page = rest.pop("current_page", _UNSET)
        if v_current_page.__class__ is not int and v_current_page is not _UNSET:
            v_current_page = _parsing.deviating(
                v_current_page, "an integer", f"{at}current_page", deviations
            )

        v_per_page = rest.pop("per_page", _UNSET)
        if v_per_page.__class__ is not int and v_per_page is not _UNSET:
            v_per_page = _parsing.deviating(v_per_page, "an integer", f"{at}per_page", deviations)

        v_offset = rest.pop("offset", _UNSET)
        if v_offset.__class__ is not int and v_offset is not _UNSET:
            v_offset = _parsing.deviating(v_offset, "an integer", f"{at}offset", deviations)

        v_has_next_page = rest.pop("has_next_page", _UNSET)
        if v_has_next_page.__class__ is not bool and v_has_next_page is not _UNSET:
            v_has_next_page = _parsing.deviating(
                v_has_next_page, "a boolean", f"{at}has_next_page", deviations
            )

        v_has_previous_page = rest.pop("has_previous_page", _UNSET)
        if v_has_previous_page.__class__ is not bool and v_has_previous_page is not _UNSET:
            v_has_previous_page = _parsing.deviating(
                v_has_previous_page, "a boolean", f"{at}has_previous_page", deviations
            )

        v_next_offset = rest.pop("next_offset", _UNSET)
        if v_next_offset.__class__ is not int and v_next_offset is not _UNSET:
            v_next_offset = _parsing.deviating(
                v_next_offset, "an integer", f"{at}next_offset", deviations
            )

        v_previous_offset = rest.pop("previous_offset", _UNSET)
        if v_previous_offset.__class__ is not int and v_previous_offset is not _UNSET:
            v_previous_offset = _parsing.deviating(
                v_previous_offset, "an integer", f"{at}previous_offset", deviations
            )

        v_showing_from = rest.pop("showing_from", _UNSET)
        if v_showing_from.__class__ is not int and v_showing_from is not _UNSET:
            v_showing_from = _parsing.deviating(
                v_showing_from, "an integer", f"{at}showing_from", deviations
            )

        v_showing_to = rest.pop("showing_to", _UNSET)
        if v_showing_to.__class__ is not int and v_showing_to is not _UNSET:
            v_showing_to = _parsing.deviating(
                v_showing_to, "an integer", f"{at}showing_to", deviations
            )

        v_count_limited = rest.pop("count_limited", _UNSET)
        if v_count_limited.__class__ is not bool and v_count_limited is not _UNSET:
            v_count_limited = _parsing.deviating(
                v_count_limited, "a boolean", f"{at}count_limited", deviations
            )

        v_max_count_limit = rest.pop("max_count_limit", _UNSET)
        if v_max_count_limit.__class__ is not int and v_max_count_limit is not _UNSET:
            v_max_count_limit = _parsing.deviating(
                v_max_count_limit, "an integer", f"{at}max_count_limit", deviations
            )

        return cls(
            total_count=v_total_count,
            total_pages=v_total_pages,
            current_page=v_current_page,
            per_page=v_per_page,
            offset=v_offset,
            has_next_page=v_has_next_page,
            has_previous_page=v_has_previous_page,
            next_offset=v_next_offset,
            previous_offset=v_previous_offset,
            showing_from=v_showing_from,
            showing_to=v_showing_to,
            count_limited=v_count_limited,
            max_count_limit=v_max_count_limit,
            additional_properties=rest,
        )
