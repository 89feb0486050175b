"""EmailSendBatchRequest.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, validators as _validators, values as _values
from ..._runtime.values import UNSET as _UNSET
from .email_message import EmailMessage


@_define(kw_only=True, repr=False, getstate_setstate=False)
class EmailSendBatchRequest(_values.Model):
    """What email.send_batch sends.

    Attributes:
        emails: The e-mails to send, at most 100. 1 to 100 items.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "email.send_batch"

    emails: Sequence[EmailMessage] = _field(
        validator=_validators.attrs_validator(
            _validators.array(
                _validators.instance_of(EmailMessage, "an EmailMessage"), min_items=1, max_items=100
            )
        )
    )
    """The e-mails to send, at most 100. 1 to 100 items."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields: dict[str, Any] = _values.to_wire(self.additional_properties)
        fields["emails"] = _values.to_wire(self.emails)
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
        v_emails = rest.pop("emails", _UNSET)
        if v_emails is _UNSET:
            raise _parsing.missing(f"{at}emails")
        if v_emails.__class__ is not list:
            v_emails = _parsing.deviating(v_emails, "a list", f"{at}emails", deviations)
        elif isinstance(v_emails, list):
            v_emails = [
                EmailMessage.from_dict(v_item, at=f"{at}emails[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}emails[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_emails)
            ]

        return cls(emails=v_emails, additional_properties=rest)
