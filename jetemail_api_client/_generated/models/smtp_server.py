"""SmtpServer.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class SmtpServer(_values.Model):
    """The server with its settings.

    Attributes:
        url: Address of the server, as host:port. Example: mail.example.com:25.
        priority: Priority of the server; whether low or high comes first is not published.
            Example: 1.
        tls_enabled: Whether TLS is used.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "SmtpServer"

    url: str | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.text(), is_optional=True)
    )
    """Address of the server, as host:port. Example: mail.example.com:25."""
    priority: int | None | _Unset = _field(
        default=_UNSET,
        validator=_validators.attrs_validator(_validators.number(integer=True), is_optional=True),
    )
    """Priority of the server; whether low or high comes first is not published. Example: 1."""
    tls_enabled: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Whether TLS is used."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        if self.url is not _UNSET and self.url is not None:
            fields["url"] = self.url
        if self.priority is not _UNSET and self.priority is not None:
            fields["priority"] = self.priority
        if self.tls_enabled is not _UNSET and self.tls_enabled is not None:
            fields["tls_enabled"] = self.tls_enabled
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
        v_url = rest.pop("url", _UNSET)
        if v_url.__class__ is not str and v_url is not _UNSET:
            v_url = _parsing.deviating(v_url, "a string", f"{at}url", deviations)

        v_priority = rest.pop("priority", _UNSET)
        if v_priority.__class__ is not int and v_priority is not _UNSET:
            v_priority = _parsing.deviating(v_priority, "an integer", f"{at}priority", deviations)

        v_tls_enabled = rest.pop("tls_enabled", _UNSET)
        if v_tls_enabled.__class__ is not bool and v_tls_enabled is not _UNSET:
            v_tls_enabled = _parsing.deviating(
                v_tls_enabled, "a boolean", f"{at}tls_enabled", deviations
            )

        return cls(
            url=v_url, priority=v_priority, tls_enabled=v_tls_enabled, additional_properties=rest
        )
