"""WebhooksCreateResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .webhook import Webhook


@_define(kw_only=True)
class WebhooksCreateResult:
    """What webhooks.create returns.

    Attributes:
        message: Example: Webhook created successfully.
        webhook: The new webhook.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "webhooks.create"

    success: bool | _Unset = _UNSET
    message: str | _Unset = _UNSET
    webhook: Webhook | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.message is not _UNSET:
            fields["message"] = self.message
        if self.webhook is not _UNSET:
            fields["webhook"] = _values.wire_form(self.webhook)
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _readings.kept(v_success, "a boolean", f"{at}success", odd)

        v_message = rest.pop("message", _UNSET)
        if v_message.__class__ is not str and v_message is not _UNSET:
            v_message = _readings.kept(v_message, "a string", f"{at}message", odd)

        v_webhook = rest.pop("webhook", _UNSET)
        if v_webhook.__class__ is not dict and v_webhook is not _UNSET:
            v_webhook = _readings.kept(v_webhook, "an object", f"{at}webhook", odd)
        elif isinstance(v_webhook, dict):
            v_webhook = Webhook.from_dict(v_webhook, at=f"{at}webhook.", odd=odd)

        return cls(
            success=v_success, message=v_message, webhook=v_webhook, additional_properties=rest
        )
