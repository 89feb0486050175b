"""Values without the secrets in them."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from ._runtime.records import Request
from ._settings import Settings

# Deeper than any answer of this API goes, and far from where Python stops to follow.
DEPTH = 50


def scrubbed(value: Any, request: Request[Any], settings: Settings) -> Any:
    """The value without secrets: fields by their names, texts that the call holds."""
    texts = (*settings.keys.values(), *request.secrets)
    # The longest first: one may be a part of another.
    masked = partial(_masked_text, sorted(texts, key=len, reverse=True))
    return _masked(value, request.operation.secrets, masked, DEPTH)


def _masked(value: Any, names: frozenset[str], masked: Callable[[str], str], depth: int) -> Any:
    if isinstance(value, str):
        return masked(value)
    if not isinstance(value, dict | list):
        return value
    if not depth:
        return "(nested too deeply to keep)"
    inside = partial(_masked, names=names, masked=masked, depth=depth - 1)
    if isinstance(value, list):
        return [inside(inner) for inner in value]
    return {
        masked(name): "***" if name in names and inner is not None else inside(inner)
        for name, inner in value.items()
    }


def _masked_text(secrets: Sequence[str], text: str) -> str:
    for secret in secrets:
        for form in (secret, _in_json(secret, is_ascii=False), _in_json(secret, is_ascii=True)):
            text = text.replace(form, "***")
    return text


def _in_json(text: str, *, is_ascii: bool) -> str:
    """How JSON writes a text: a request as it is, where it can; many servers in ASCII."""
    return json.dumps(text, ensure_ascii=is_ascii)[1:-1]


def secrets_in(value: Any, names: frozenset[str], depth: int = DEPTH) -> Iterator[tuple[str, str]]:
    """The texts in the fields of these names, and the name of each."""
    if not depth or not isinstance(value, dict | list):
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from secrets_in(inner, names, depth - 1)
        if name in names and isinstance(inner, str):
            yield name, inner
