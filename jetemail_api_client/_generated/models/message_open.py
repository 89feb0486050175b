"""MessageOpen.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class MessageOpen:
    """One time that the message was opened.

    Attributes:
        date: When the message was opened; the unit is not published.
        country: Country of the reader.
        email_client: E-mail program of the reader.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "MessageOpen"

    date: int | _Unset = _UNSET
    country: str | _Unset = _UNSET
    email_client: str | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
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
        v_date = rest.pop("date", _UNSET)
        if v_date.__class__ is not int and v_date is not _UNSET:
            v_date = _readings.kept(v_date, "an integer", f"{at}date", odd)

        v_country = rest.pop("country", _UNSET)
        if v_country.__class__ is not str and v_country is not _UNSET:
            v_country = _readings.kept(v_country, "a string", f"{at}country", odd)

        v_email_client = rest.pop("email_client", _UNSET)
        if v_email_client.__class__ is not str and v_email_client is not _UNSET:
            v_email_client = _readings.kept(v_email_client, "a string", f"{at}email_client", odd)

        return cls(
            date=v_date, country=v_country, email_client=v_email_client, additional_properties=rest
        )
