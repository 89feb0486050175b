"""QuarantinedMessage.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class QuarantinedMessage(_values.Model):
    """The message that was released.

    Attributes:
        uid: Uid of the message.
        domain_uuid: UUID of the domain.
        domain_name: Name of the domain.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "QuarantinedMessage"

    uid: str | _Unset = _UNSET
    """Uid of the message."""
    domain_uuid: str | _Unset = _UNSET
    """UUID of the domain."""
    domain_name: str | _Unset = _UNSET
    """Name of the domain."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.uid is not _UNSET:
            fields["uid"] = self.uid
        if self.domain_uuid is not _UNSET:
            fields["domain_uuid"] = self.domain_uuid
        if self.domain_name is not _UNSET:
            fields["domain_name"] = self.domain_name
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
        v_uid = rest.pop("uid", _UNSET)
        if v_uid.__class__ is not str and v_uid is not _UNSET:
            v_uid = _parsing.deviating(v_uid, "a string", f"{at}uid", deviations)

        v_domain_uuid = rest.pop("domain_uuid", _UNSET)
        if v_domain_uuid.__class__ is not str and v_domain_uuid is not _UNSET:
            v_domain_uuid = _parsing.deviating(
                v_domain_uuid, "a string", f"{at}domain_uuid", deviations
            )

        v_domain_name = rest.pop("domain_name", _UNSET)
        if v_domain_name.__class__ is not str and v_domain_name is not _UNSET:
            v_domain_name = _parsing.deviating(
                v_domain_name, "a string", f"{at}domain_name", deviations
            )

        return cls(
            uid=v_uid,
            domain_uuid=v_domain_uuid,
            domain_name=v_domain_name,
            additional_properties=rest,
        )
