"""EmailSendResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import forms as _forms, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset


@_define(kw_only=True)
class EmailSendResult:
    """What email.send returns.

    Attributes:
        id: Id of the message. Example: 19424fd2acd0004210.
        response: What the server did, in words. Example: Message queued as 19424fd2acd0004210.
        scheduled_at: When the e-mail is sent, in Unix seconds, whichever form the request had.
            An aware datetime here.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "email.send"

    id: str | _Unset = _UNSET
    response: str | _Unset = _UNSET
    scheduled_at: datetime | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _came: dict[str, Any] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.id is not _UNSET:
            fields["id"] = self.id
        if self.response is not _UNSET:
            fields["response"] = self.response
        if self.scheduled_at is not _UNSET:
            fields["scheduled_at"] = _forms.UNIX_SECONDS.written(
                self.scheduled_at, self._came.get("scheduled_at", _UNSET)
            )
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
        came: dict[str, Any] = {}
        v_id = rest.pop("id", _UNSET)
        if v_id.__class__ is not str and v_id is not _UNSET:
            v_id = _readings.kept(v_id, "a string", f"{at}id", odd)

        v_response = rest.pop("response", _UNSET)
        if v_response.__class__ is not str and v_response is not _UNSET:
            v_response = _readings.kept(v_response, "a string", f"{at}response", odd)

        v_scheduled_at = rest.pop("scheduled_at", _UNSET)
        if v_scheduled_at is not _UNSET:
            v_scheduled_at = _forms.UNIX_SECONDS.read(v_scheduled_at, at, odd, came, "scheduled_at")

        made = cls(
            id=v_id, response=v_response, scheduled_at=v_scheduled_at, additional_properties=rest
        )
        made._came = came
        return made
