"""MessageClick.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class MessageClick(_values.Model):
    """One click on a link of the message.

    Attributes:
        date: When the link was clicked; type and unit are not published. Inferred: on none of
            the API's own pages.
        country: Country of the reader; the type is not published. Inferred: on none of the
            API's own pages.
        email_client: E-mail program of the reader; the type is not published. Inferred: on none
            of the API's own pages.
        ip: IP address of the reader; the type is not published. Inferred: on none of the API's
            own pages.
        original_url: Address that the link leads to; the type is not published. Inferred: on
            none of the API's own pages.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "MessageClick"

    date: Any | _Unset = _UNSET
    """When the link was clicked; type and unit are not published. Inferred: on none of the API's
    own pages."""
    country: Any | _Unset = _UNSET
    """Country of the reader; the type is not published. Inferred: on none of the API's own pages."""
    email_client: Any | _Unset = _UNSET
    """E-mail program of the reader; the type is not published. Inferred: on none of the API's own
    pages."""
    ip: Any | _Unset = _UNSET
    """IP address of the reader; the type is not published. Inferred: on none of the API's own
    pages."""
    original_url: Any | _Unset = _UNSET
    """Address that the link leads to; the type is not published. Inferred: on none of the API's
    own pages."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.date is not _UNSET:
            fields["date"] = _values.to_wire(self.date)
        if self.country is not _UNSET:
            fields["country"] = _values.to_wire(self.country)
        if self.email_client is not _UNSET:
            fields["email_client"] = _values.to_wire(self.email_client)
        if self.ip is not _UNSET:
            fields["ip"] = _values.to_wire(self.ip)
        if self.original_url is not _UNSET:
            fields["original_url"] = _values.to_wire(self.original_url)
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
        v_date = rest.pop("date", _UNSET)

        v_country = rest.pop("country", _UNSET)

        v_email_client = rest.pop("email_client", _UNSET)

        v_ip = rest.pop("ip", _UNSET)

        v_original_url = rest.pop("original_url", _UNSET)

        return cls(
            date=v_date,
            country=v_country,
            email_client=v_email_client,
            ip=v_ip,
            original_url=v_original_url,
            additional_properties=rest,
        )
