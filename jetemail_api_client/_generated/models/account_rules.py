"""AccountRules.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .account_rule import AccountRule


@_define(kw_only=True)
class AccountRules:
    """AccountRules, as several operations return it.

    Attributes:
        rules: The rules.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "AccountRules"

    success: bool | _Unset = _UNSET
    rules: list[AccountRule] | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.rules is not _UNSET:
            fields["rules"] = _values.wire_form(self.rules)
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

        v_rules = rest.pop("rules", _UNSET)
        if v_rules.__class__ is not list and v_rules is not _UNSET:
            v_rules = _readings.kept(v_rules, "a list", f"{at}rules", odd)
        elif isinstance(v_rules, list):
            v_rules = [
                AccountRule.from_dict(v_item, at=f"{at}rules[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}rules[{v_index}]", odd)
                for v_index, v_item in enumerate(v_rules)
            ]

        return cls(success=v_success, rules=v_rules, additional_properties=rest)
