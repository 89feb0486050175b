"""MessageOpen.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class MessageOpen(_values.Model):
    """One time that the message was opened.

    Attributes:
        date: When the message was opened; the unit is not published.
        country: Country of the reader.
        email_client: E-mail program of the reader.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "MessageOpen"

    date: int | _Unset = _UNSET
    """When the message was opened; the unit is not published."""
    country: str | _Unset = _UNSET
    """Country of the reader."""
    email_client: str | _Unset = _UNSET
    """E-mail program of the reader."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.date is not _UNSET:
            fields["date"] = self.date
        if self.country is not _UNSET:
            fields["country"] = self.country
        if self.email_client is not _UNSET:
            fields["email_client"] = self.email_client
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
        if v_date.__class__ is not int and v_date is not _UNSET:
            v_date = _parsing.deviating(v_date, "an integer", f"{at}date", deviations)

        v_country = rest.pop("country", _UNSET)
        if v_country.__class__ is not str and v_country is not _UNSET:
            v_country = _parsing.deviating(v_country, "a string", f"{at}country", deviations)

        v_email_client = rest.pop("email_client", _UNSET)
        if v_email_client.__class__ is not str and v_email_client is not _UNSET:
            v_email_client = _parsing.deviating(
                v_email_client, "a string", f"{at}email_client", deviations
            )

        return cls(
            date=v_date, country=v_country, email_client=v_email_client, additional_properties=rest
        )
