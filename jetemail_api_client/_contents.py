"""What the bytes of an answer hold."""

import json
import re
from typing import Any

from ._policy import Answer
from ._runtime.nesting import within_depth
from ._runtime.records import AnswerKind

_decode = json.JSONDecoder().decode
# The beginning of an error page.
_MARKUP = re.compile(rb"\s*<")


class NotJson:
    """Stands for a body that is not JSON, or nested too deeply, or not the CSV that it is to be."""


def decoded_as(kind: AnswerKind, answer: Answer) -> Any:
    """What a success of a kind holds, or `NotJson`."""
    if kind == "free" and not answer.content.strip():
        return None
    data = decoded(answer.content)
    return data if kind != "csv" or _is_no_csv(answer, data) else _decoded_text(answer.content)


def _is_no_csv(answer: Answer, data: Any) -> bool:
    """Whether an error stands in the place of CSV, which servers give all sorts of types."""
    is_json = isinstance(data, dict) or "json" in answer.headers.get("content-type", "").lower()
    return is_json or _MARKUP.match(answer.content) is not None


def _decoded_text(content: bytes) -> Any:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NotJson


def decoded(content: bytes) -> Any:
    """What JSON holds, or `NotJson`."""
    try:
        # What JSON nearly always is; to look for other encodings first costs as much again.
        return within_depth(_decode(content.decode()), content)
    except (ValueError, RecursionError):
        return _decoded_otherwise(content)


def _decoded_otherwise(content: bytes) -> Any:
    try:
        return within_depth(json.loads(content), content)
    except (ValueError, RecursionError):
        return NotJson


def looks(answer: Answer) -> str:
    """What a body is, without any of it."""
    kind = answer.headers.get("content-type", "without a type")
    return f"{len(answer.content)} bytes, {kind}" if answer.content else "empty"


def message_in(data: Any) -> str | None:
    """The API's own words. `error` is described; the vendor's own SDKs read `message` as well."""
    if not isinstance(data, dict):
        return None
    found = (data.get(name) for name in ("error", "message"))
    words = next((words for words in found if isinstance(words, str) and words), None)
    # JSON may hold half of a surrogate pair, with which no log and no terminal takes a text.
    return words and words.encode(errors="backslashreplace").decode()
