"""InboundLogsListAccountResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .account_log_domain import AccountLogDomain
from .account_log_entry import AccountLogEntry
from .account_log_pages import AccountLogPages


@_define(kw_only=True, repr=False, getstate_setstate=False)
class InboundLogsListAccountResult(_values.Model):
    """What inbound_logs.list_account returns.

    Attributes:
        data: The messages.
        pagination: Where this page is.
        domains_queried: The domains that were asked.
        total_domains: How many domains the account has. Example: 5.
        domains_included: How many domains were asked. Example: 5.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "inbound_logs.list_account"

    success: bool | _Unset = _UNSET
    data: list[AccountLogEntry] | _Unset = _UNSET
    """The messages."""
    pagination: AccountLogPages | _Unset = _UNSET
    """Where this page is."""
    domains_queried: list[AccountLogDomain] | _Unset = _UNSET
    """The domains that were asked."""
    total_domains: int | _Unset = _UNSET
    """How many domains the account has. Example: 5."""
    domains_included: int | _Unset = _UNSET
    """How many domains were asked. Example: 5."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.data is not _UNSET:
            fields["data"] = _values.to_wire(self.data)
        if self.pagination is not _UNSET:
            fields["pagination"] = _values.to_wire(self.pagination)
        if self.domains_queried is not _UNSET:
            fields["domains_queried"] = _values.to_wire(self.domains_queried)
        if self.total_domains is not _UNSET:
            fields["total_domains"] = self.total_domains
        if self.domains_included is not _UNSET:
            fields["domains_included"] = self.domains_included
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_data = rest.pop("data", _UNSET)
        if v_data.__class__ is not list and v_data is not _UNSET:
            v_data = _parsing.deviating(v_data, "a list", f"{at}data", deviations)
        elif isinstance(v_data, list):
            v_data = [
                AccountLogEntry.from_dict(v_item, at=f"{at}data[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}data[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_data)
            ]

        v_pagination = rest.pop("pagination", _UNSET)
        if v_pagination.__class__ is not dict and v_pagination is not _UNSET:
            v_pagination = _parsing.deviating(
                v_pagination, "an object", f"{at}pagination", deviations
            )
        elif isinstance(v_pagination, dict):
            v_pagination = AccountLogPages.from_dict(
                v_pagination, at=f"{at}pagination.", deviations=deviations
            )

        v_domains_queried = rest.pop("domains_queried", _UNSET)
        if v_domains_queried.__class__ is not list and v_domains_queried is not _UNSET:
            v_domains_queried = _parsing.deviating(
                v_domains_queried, "a list", f"{at}domains_queried", deviations
            )
        elif isinstance(v_domains_queried, list):
            v_domains_queried = [
                AccountLogDomain.from_dict(
                    v_item, at=f"{at}domains_queried[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}domains_queried[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_domains_queried)
            ]

        v_total_domains = rest.pop("total_domains", _UNSET)
        if v_total_domains.__class__ is not int and v_total_domains is not _UNSET:
            v_total_domains = _parsing.deviating(
                v_total_domains, "an integer", f"{at}total_domains", deviations
            )

        v_domains_included = rest.pop("domains_included", _UNSET)
        if v_domains_included.__class__ is not int and v_domains_included is not _UNSET:
            v_domains_included = _parsing.deviating(
                v_domains_included, "an integer", f"{at}domains_included", deviations
            )

        return cls(
            success=v_success,
            data=v_data,
            pagination=v_pagination,
            domains_queried=v_domains_queried,
            total_domains=v_total_domains,
            domains_included=v_domains_included,
            additional_properties=rest,
        )
