"""DomainRules.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .domain_rule import DomainRule


@_define(kw_only=True, repr=False, getstate_setstate=False)
class DomainRules(_values.Model):
    """DomainRules, as several operations return it.

    Attributes:
        rules: The rules.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "DomainRules"

    success: bool | _Unset = _UNSET
    rules: list[DomainRule] | _Unset = _UNSET
    """The rules."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.rules is not _UNSET:
            fields["rules"] = _values.to_wire(self.rules)
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

        v_rules = rest.pop("rules", _UNSET)
        if v_rules.__class__ is not list and v_rules is not _UNSET:
            v_rules = _parsing.deviating(v_rules, "a list", f"{at}rules", deviations)
        elif isinstance(v_rules, list):
            v_rules = [
                DomainRule.from_dict(v_item, at=f"{at}rules[{v_index}].", deviations=deviations)
                if v_item.__class__ is dict
                else _parsing.deviating(v_item, "an object", f"{at}rules[{v_index}]", deviations)
                for v_index, v_item in enumerate(v_rules)
            ]

        return cls(success=v_success, rules=v_rules, additional_properties=rest)
