"""QuarantinedMessage.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class QuarantinedMessage:
    """The message that was released.

    Attributes:
        uid: Uid of the message.
        domain_uuid: UUID of the domain.
        domain_name: Name of the domain.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "QuarantinedMessage"

    uid: str | _Unset = _UNSET
    domain_uuid: str | _Unset = _UNSET
    domain_name: str | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
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
        v_uid = rest.pop("uid", _UNSET)
        if v_uid.__class__ is not str and v_uid is not _UNSET:
            v_uid = _readings.kept(v_uid, "a string", f"{at}uid", odd)

        v_domain_uuid = rest.pop("domain_uuid", _UNSET)
        if v_domain_uuid.__class__ is not str and v_domain_uuid is not _UNSET:
            v_domain_uuid = _readings.kept(v_domain_uuid, "a string", f"{at}domain_uuid", odd)

        v_domain_name = rest.pop("domain_name", _UNSET)
        if v_domain_name.__class__ is not str and v_domain_name is not _UNSET:
            v_domain_name = _readings.kept(v_domain_name, "a string", f"{at}domain_name", odd)

        return cls(
            uid=v_uid,
            domain_uuid=v_domain_uuid,
            domain_name=v_domain_name,
            additional_properties=rest,
        )
