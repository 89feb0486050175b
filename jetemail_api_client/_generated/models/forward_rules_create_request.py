"""ForwardRulesCreateRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardRulesCreateRequest(_values.Model):
    """What forward_rules.create sends.

    Attributes:
        localpart: Part of the address before the @, at most 64 characters, or * for every
            address. It is stored in lower case; addresses with a +tag match, too. Example: support.
        destination: Address that the mail goes to, without a display name or a quoted local
            part. Example: team@theirinbox.com.
        active: Whether the rule is on; a rule that is off is kept and ignored. Server default:
            True.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "forward_rules.create"

    localpart: str = _field(
        validator=_validators.attrs_validator(_validators.text(check=_validators.one_line))
    )
    """Part of the address before the @, at most 64 characters, or * for every address. It is
    stored in lower case; addresses with a +tag match, too. Example: support."""
    destination: str = _field(
        validator=_validators.attrs_validator(_validators.text(check=_validators.one_line))
    )
    """Address that the mail goes to, without a display name or a quoted local part. Example:
    team@theirinbox.com."""
    active: bool | None | _Unset = _field(
        default=_UNSET, validator=_validators.attrs_validator(_validators.boolean, is_optional=True)
    )
    """Whether the rule is on; a rule that is off is kept and ignored. Server default: True."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["localpart"] = self.localpart
        fields["destination"] = self.destination
        if self.active is not _UNSET and self.active is not None:
            fields["active"] = self.active
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
        v_localpart = rest.pop("localpart", _UNSET)
        if v_localpart is _UNSET:
            raise _parsing.missing(f"{at}localpart")
        if v_localpart.__class__ is not str:
            v_localpart = _parsing.deviating(v_localpart, "a string", f"{at}localpart", deviations)

        v_destination = rest.pop("destination", _UNSET)
        if v_destination is _UNSET:
            raise _parsing.missing(f"{at}destination")
        if v_destination.__class__ is not str:
            v_destination = _parsing.deviating(
                v_destination, "a string", f"{at}destination", deviations
            )

        v_active = rest.pop("active", _UNSET)
        if v_active.__class__ is not bool and v_active is not _UNSET:
            v_active = _parsing.deviating(v_active, "a boolean", f"{at}active", deviations)

        return cls(
            localpart=v_localpart,
            destination=v_destination,
            active=v_active,
            additional_properties=rest,
        )
