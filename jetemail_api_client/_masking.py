"""Values without the secrets in them."""

import json
from collections.abc import Sequence
from typing import Any

from ._runtime.records import Request
from ._settings import Settings


def scrubbed(value: Any, request: Request[Any], settings: Settings) -> Any:
    """The value without secrets: fields by their names, texts that the call holds."""
    texts = (*settings.keys.values(), *request.secrets)
    # The longest first: one may be a part of another.
    return _masked(value, request.operation.secrets, sorted(texts, key=len, reverse=True))


def _masked(value: Any, names: frozenset[str], texts: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return {
            _masked(name, names, texts): (
                "***" if name in names and inner is not None else _masked(inner, names, texts)
            )
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_masked(inner, names, texts) for inner in value]
    if isinstance(value, str):
        for secret in texts:
            for form in (secret, json.dumps(secret)[1:-1]):
                value = value.replace(form, "***")
    return value
