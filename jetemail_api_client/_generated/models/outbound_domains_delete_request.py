"""OutboundDomainsDeleteRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET


@_define(kw_only=True)
class OutboundDomainsDeleteRequest:
    """What outbound_domains.delete sends.

    Attributes:
        uuid: UUID of the domain. Inferred: on none of the API's own pages.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "outbound_domains.delete"

    uuid: str = _field(validator=_checks.checked(_checks.text()))
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["uuid"] = self.uuid
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
        v_uuid = rest.pop("uuid", _UNSET)
        if v_uuid is _UNSET:
            raise _readings.absent(f"{at}uuid")
        if v_uuid.__class__ is not str:
            v_uuid = _readings.kept(v_uuid, "a string", f"{at}uuid", odd)

        return cls(uuid=v_uuid, additional_properties=rest)
