"""Which changes break callers: most of them are what the type checkers would point at."""

from collections.abc import Callable, Mapping
from types import EllipsisType
from typing import Any

ABSENT: EllipsisType = ...
"""Stands for a fact of which nothing is said."""

# What of a description may go without a caller who notices.
_MAY_GO = {"refusal", "scheme"}


def breaks_by_going(kind: str) -> bool:
    """Whether it breaks callers that something of a kind is not there any more."""
    return kind not in _MAY_GO


def breaks_by_coming(facts: Mapping[str, Any], *, is_sent: bool) -> bool:
    """Whether it breaks callers that something is there now: only if they must send it."""
    return is_sent and bool(facts.get("required"))


def breaks(kind: str, fact: str, old: Any, new: Any, *, is_sent: bool) -> bool:
    """Whether it breaks callers that a fact, about what is sent or what comes, is another now."""
    rules = _RULES_OF_OPEN.get(kind, _RULES)
    return fact in rules and rules[fact](is_sent, old, new)


def _always(is_sent: bool, old: Any, new: Any) -> bool:
    return True


def _if_restricted(is_sent: bool, old: Any, new: Any) -> bool:
    return is_sent and new not in (ABSENT, True)


def _if_raised(is_sent: bool, old: Any, new: Any) -> bool:
    return is_sent and new is not ABSENT and (old is ABSENT or new > old)


def _if_lowered(is_sent: bool, old: Any, new: Any) -> bool:
    return is_sent and new is not ABSENT and (old is ABSENT or new < old)


def _if_required(is_sent: bool, old: Any, new: Any) -> bool:
    """What is sent must be given now; what comes may be missing now."""
    return bool(new) == is_sent


def _if_key_needed(is_sent: bool, old: Any, new: Any) -> bool:
    return "none" not in new.split(" or ")


_Rules = Mapping[str, Callable[[bool, Any, Any], bool]]

# What is not here breaks nothing: texts, examples, and defaults, which a client never sends.
_RULES: _Rules = {
    **dict.fromkeys(("type", "format", "nullable"), _always),
    **dict.fromkeys(("minLength", "minimum", "minItems", "minProperties"), _if_raised),
    **dict.fromkeys(("maxLength", "maximum", "maxItems"), _if_lowered),
    **dict.fromkeys(("enum", "pattern", "additionalProperties", "oneOf", "anyOf"), _if_restricted),
    "required": _if_required,
    "security": _if_key_needed,
}
# Where anything may stand, and nobody has looked at its shape; a scheme is how a key is sent.
_RULES_OF_OPEN: Mapping[str, _Rules] = {
    **{kind: {} for kind in ("about", "success", "refusal")},
    "scheme": dict.fromkeys(("type", "scheme", "in", "name"), _always),
}
