"""EmailSendBatchRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import checks as _checks, readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET
from .email_message import EmailMessage


@_define(kw_only=True)
class EmailSendBatchRequest:
    """What email.send_batch sends.

    Attributes:
        emails: The e-mails to send, at most 100. 1 to 100 items.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "email.send_batch"

    emails: list[EmailMessage] = _field(
        validator=_checks.checked(
            _checks.array(_checks.kind(EmailMessage, "a EmailMessage"), min_items=1, max_items=100)
        )
    )
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        fields["emails"] = _values.wire_form(self.emails)
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
        v_emails = rest.pop("emails", _UNSET)
        if v_emails is _UNSET:
            raise _readings.absent(f"{at}emails")
        if v_emails.__class__ is not list:
            v_emails = _readings.kept(v_emails, "a list", f"{at}emails", odd)
        elif isinstance(v_emails, list):
            v_emails = [
                EmailMessage.from_dict(v_item, at=f"{at}emails[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}emails[{v_index}]", odd)
                for v_index, v_item in enumerate(v_emails)
            ]

        return cls(emails=v_emails, additional_properties=rest)
