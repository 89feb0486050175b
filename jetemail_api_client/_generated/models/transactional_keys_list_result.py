"""TransactionalKeysListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import readings as _readings, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .transactional_key import TransactionalKey


@_define(kw_only=True)
class TransactionalKeysListResult:
    """The array may come under the name transactional-keys, then without uuid and name in its
    rows.

    Attributes:
        transactional_keys: The transactional keys.
        additional_properties: Fields that the description does not know, by name.
    """

    operation_name: ClassVar[str] = "transactional_keys.list"

    success: bool | _Unset = _UNSET
    transactional_keys: list[TransactionalKey] | _Unset = _UNSET
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)
    _names: dict[str, str] = _field(factory=dict, init=False, repr=False, eq=False)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON holds it, with only what was given or came."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.transactional_keys is not _UNSET:
            fields["transactionalKeys"] = _values.wire_form(self.transactional_keys)
        return _values.renamed(fields, self._names)

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
        names = _readings.rename(rest, {"transactional-keys": "transactionalKeys"})
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _readings.kept(v_success, "a boolean", f"{at}success", odd)

        v_transactional_keys = rest.pop("transactionalKeys", _UNSET)
        if v_transactional_keys.__class__ is not list and v_transactional_keys is not _UNSET:
            v_transactional_keys = _readings.kept(
                v_transactional_keys, "a list", f"{at}transactionalKeys", odd
            )
        elif isinstance(v_transactional_keys, list):
            v_transactional_keys = [
                TransactionalKey.from_dict(v_item, at=f"{at}transactionalKeys[{v_index}].", odd=odd)
                if v_item.__class__ is dict
                else _readings.kept(v_item, "an object", f"{at}transactionalKeys[{v_index}]", odd)
                for v_index, v_item in enumerate(v_transactional_keys)
            ]

        made = cls(
            success=v_success, transactional_keys=v_transactional_keys, additional_properties=rest
        )
        made._names = names
        return made
