"""ForwardRuleResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .forward_rule import ForwardRule


@_define(kw_only=True, repr=False, getstate_setstate=False)
class ForwardRuleResult(_values.Model):
    """ForwardRuleResult, as several operations return it.

    Attributes:
        result: A forwarding rule: one local part and one destination.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "ForwardRuleResult"

    success: bool | _Unset = _UNSET
    result: ForwardRule | _Unset = _UNSET
    """A forwarding rule: one local part and one destination."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.result is not _UNSET:
            fields["result"] = _values.to_wire(self.result)
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

        v_result = rest.pop("result", _UNSET)
        if v_result.__class__ is not dict and v_result is not _UNSET:
            v_result = _parsing.deviating(v_result, "an object", f"{at}result", deviations)
        elif isinstance(v_result, dict):
            v_result = ForwardRule.from_dict(v_result, at=f"{at}result.", deviations=deviations)

        return cls(success=v_success, result=v_result, additional_properties=rest)
