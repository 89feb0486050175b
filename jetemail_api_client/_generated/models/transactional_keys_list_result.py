"""TransactionalKeysListResult.

Generated from openapi.json: change that or codegen/, not this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from attrs import define as _define, field as _field

from ..._runtime import parsing as _parsing, values as _values
from ..._runtime.values import UNSET as _UNSET, Unset as _Unset
from .transactional_key import TransactionalKey


@_define(kw_only=True, repr=False, getstate_setstate=False)
class TransactionalKeysListResult(_values.Model):
    """The array may come under the name transactional-keys, then without uuid and name in its
    rows.

    Attributes:
        transactional_keys: The transactional keys.
        additional_properties: Fields that are not described, by name.
    """

    operation_name: ClassVar[str] = "transactional_keys.list"

    success: bool | _Unset = _UNSET
    transactional_keys: list[TransactionalKey] | _Unset = _UNSET
    """The transactional keys."""
    additional_properties: dict[str, Any] = _field(factory=dict, repr=_values.names_only)

    def to_dict(self) -> dict[str, Any]:
        """Return the object in JSON's form, with only the fields that were passed or received."""
        fields = dict(self.additional_properties)
        if self.success is not _UNSET:
            fields["success"] = self.success
        if self.transactional_keys is not _UNSET:
            fields["transactionalKeys"] = _values.to_wire(self.transactional_keys)
        return _values.renamed(fields, _values.aliases_of(self))

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
        aliases = _parsing.rename_fields(rest, {"transactional-keys": "transactionalKeys"})
        v_success = rest.pop("success", _UNSET)
        if v_success.__class__ is not bool and v_success is not _UNSET:
            v_success = _parsing.deviating(v_success, "a boolean", f"{at}success", deviations)

        v_transactional_keys = rest.pop("transactionalKeys", _UNSET)
        if v_transactional_keys.__class__ is not list and v_transactional_keys is not _UNSET:
            v_transactional_keys = _parsing.deviating(
                v_transactional_keys, "a list", f"{at}transactionalKeys", deviations
            )
        elif isinstance(v_transactional_keys, list):
            v_transactional_keys = [
                TransactionalKey.from_dict(
                    v_item, at=f"{at}transactionalKeys[{v_index}].", deviations=deviations
                )
                if v_item.__class__ is dict
                else _parsing.deviating(
                    v_item, "an object", f"{at}transactionalKeys[{v_index}]", deviations
                )
                for v_index, v_item in enumerate(v_transactional_keys)
            ]

        return _values.received(
            cls(
                success=v_success,
                transactional_keys=v_transactional_keys,
                additional_properties=rest,
            ),
            aliases=aliases,
        )
