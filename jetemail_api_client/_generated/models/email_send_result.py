"""EmailSendResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values, wire_formats as _wire_formats
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True, repr=False, getstate_setstate=False)
class EmailSendResult(_values.Model):
    """What email.send returns.

    Attributes:
        id: Id of the message. Example: 19424fd2acd0004210.
        response: What the server did, in words. Example: Message queued as 19424fd2acd0004210.
        scheduled_at: When the e-mail is sent, in Unix seconds, whichever form the request had.
            Timezone-aware.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "email.send"

    id: str | _Unset = _UNSET
    """Id of the message. Example: 19424fd2acd0004210."""
    response: str | _Unset = _UNSET
    """What the server did, in words. Example: Message queued as 19424fd2acd0004210."""
    scheduled_at: datetime | _Unset = _UNSET
    """When the e-mail is sent, in Unix seconds, whichever form the request had. Timezone-aware."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        raw = _values.raw_of(self)
        if self.id is not _UNSET:
            fields["id"] = self.id
        if self.response is not _UNSET:
            fields["response"] = self.response
        if self.scheduled_at is not _UNSET:
            fields["scheduled_at"] = _wire_formats.UNIX_SECONDS.write(
                self.scheduled_at, raw.get("scheduled_at", _UNSET)
            )
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
        raw: dict[str, Any] = {}
        v_id = rest.pop("id", _UNSET)
        if v_id.__class__ is not str and v_id is not _UNSET:
            v_id = _parsing.deviating(v_id, "a string", f"{at}id", deviations)

        v_response = rest.pop("response", _UNSET)
        if v_response.__class__ is not str and v_response is not _UNSET:
            v_response = _parsing.deviating(v_response, "a string", f"{at}response", deviations)

        v_scheduled_at = rest.pop("scheduled_at", _UNSET)
        if v_scheduled_at is not _UNSET:
            v_scheduled_at = _wire_formats.UNIX_SECONDS.read(
                v_scheduled_at, at, deviations, raw, "scheduled_at"
            )

        return _values.received(
            cls(
                id=v_id,
                response=v_response,
                scheduled_at=v_scheduled_at,
                additional_properties=rest,
            ),
            raw=raw,
        )
