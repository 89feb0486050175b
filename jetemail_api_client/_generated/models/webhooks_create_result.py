"""WebhooksCreateResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .webhook import Webhook


@_define(kw_only=True, repr=False, getstate_setstate=False)
class WebhooksCreateResult(_values.Model):
    """What webhooks.create returns.

    Attributes:
        message: Example: Webhook created successfully.
        webhook: The new webhook.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "webhooks.create"

    success: bool | _Unset = _UNSET
    message: str | _Unset = _UNSET
    """Example: Webhook created successfully."""
    webhook: Webhook | _Unset = _UNSET
    """The new webhook."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.message is not _UNSET:
            fields["message"] = self.message
        if self.webhook is not _UNSET:
            fields["webhook"] = _values.to_wire(self.webhook)
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
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_message = rest.pop("message", _UNSET)
        if v_message.__class__ is not str and v_message is not _UNSET:
            v_message = _parsing.deviating(v_message, "a string", f"{at}message", deviations)

        v_webhook = rest.pop("webhook", _UNSET)
        if v_webhook.__class__ is not dict and v_webhook is not _UNSET:
            v_webhook = _parsing.deviating(v_webhook, "an object", f"{at}webhook", deviations)
        elif isinstance(v_webhook, dict):
            v_webhook = Webhook.from_dict(v_webhook, at=f"{at}webhook.", deviations=deviations)

        return cls(
            success=v_success, message=v_message, webhook=v_webhook, additional_properties=rest
        )
