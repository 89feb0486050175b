"""Redaction of secrets in texts and JSON values, however a server encodes them.

A text is read once for each level of encoding: a secret is found if each of its characters is
plain, or escaped as in JSON, HTML or a URL.
"""

import re
import sys
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Any

from .state import CallState

# Deeper than any response of this API, and far below Python's recursion limit.
MAX_DEPTH = 50

_REDACTED = "***"
# An escape within an escape, such as JSON in JSON, and one more; as many in the secret itself.
_LEVELS = 6
# Bytes that escapes make of one byte of a secret, at most.
_MAX_GROWTH = 16
# The credential may be a part of a header, as in "Bearer k" or "session=k; a=b".
_PARTS = re.compile(r"[\s;,=]+")
_MIN_PART = 8
# A shorter value of a header, such as "1" or "eu", is no credential, and part of many texts.
_MIN_HEADER = 4

_HEX = rb"[0-9a-fA-F]"
_ESCAPE = re.compile(
    rb"\\u[dD][89abAB]%(h)b%(h)b\\u[dD][c-fC-F]%(h)b%(h)b|\\u%(h)b{4}|\\x%(h)b%(h)b|\\U%(h)b{8}"
    rb"|\\[\"'/\\bfnrt]|%%%(h)b%(h)b"
    rb"|&(?:#[0-9]{1,9}|#[xX]%(h)b{1,8}|[a-zA-Z][a-zA-Z0-9]{0,31});" % {b"h": _HEX}
)
_ESCAPE_STARTS = frozenset(b"\\%&+")
_CONTROLS = {ord("b"): b"\b", ord("f"): b"\f", ord("n"): b"\n", ord("r"): b"\r", ord("t"): b"\t"}
# In no UTF-8: it ends each secret.
_END = b"\xff"


def redact(value: Any, call: CallState, limit: int | None = None) -> Any:
    """Replace the secrets in a value: fields by their names, and each known secret in a text.

    Args:
        value: A text, or a decoded JSON value.
        call: The call, with its secrets.
        limit: Characters to keep of each text; the rest is cut, after redaction.
    """
    redactor = Redactor(secrets_of(call), limit)
    return _redact(value, call.request.operation.secrets, redactor, MAX_DEPTH)


def redact_content(content: bytes, call: CallState, limit: int, *, is_cut: bool) -> str:
    """Return the beginning of a body as text, redacted.

    Args:
        content: The body.
        call: The call, with its secrets.
        limit: Characters to keep.
        is_cut: The body is cut at its end, perhaps within a secret.
    """
    secrets = secrets_of(call)
    return Redactor(secrets, limit, encodings=("utf-8", "latin-1")).read(content, is_cut=is_cut)


def secrets_of(call: CallState) -> Iterator[str]:
    """Yield the keys, the secrets in the request, and the values of the client's headers."""
    yield from call.settings.keys.values()
    yield from call.request.secrets
    for _, value in call.settings.headers:
        yield from secrets_of_header(value)


def secrets_of_header(value: str) -> Iterator[str]:
    """Yield what may be secret in the value of a header."""
    yield from (part for part in _PARTS.split(value) if len(part) >= _MIN_PART)
    if len(value) >= _MIN_HEADER:
        yield value


def _redact(value: Any, names: Container[str], redactor: "Redactor", depth: int) -> Any:
    if isinstance(value, str):
        return redactor.redact(value)
    if not isinstance(value, dict | list):
        return value
    if not depth:
        return "(nested too deeply to keep)"
    if isinstance(value, list):
        return [_redact(inner, names, redactor, depth - 1) for inner in value]
    return {
        redactor.redact(name): _REDACTED
        if name in names and inner is not None
        else _redact(inner, names, redactor, depth - 1)
        for name, inner in value.items()
    }


def secrets_in(
    value: Any, names: Container[str], depth: int = MAX_DEPTH
) -> Iterator[tuple[str, str]]:
    """Yield name and text of each field with one of these names."""
    if not depth or not isinstance(value, dict | list):
        return
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from secrets_in(inner, names, depth - 1)
        if isinstance(name, str) and name in names and isinstance(inner, str):
            yield name, inner


class Redactor:
    """Replaces secrets in texts.

    Args:
        secrets: The secrets; empty ones are ignored.
        limit: Characters to keep of a text; None for all.
        encodings: The encodings of the texts, as bytes.
    """

    def __init__(
        self,
        secrets: Iterator[str],
        limit: int | None = None,
        encodings: Sequence[str] = ("utf-8",),
    ) -> None:
        known = {
            form
            for secret in secrets
            for encoding in encodings
            for form in _forms(secret.encode(encoding, "ignore"))
        } - {b""}
        self._limit = limit
        self._secrets = b"".join(secret + _END for secret in known)
        ends = [match.start() for match in re.finditer(_END, self._secrets)]
        self._ends = frozenset(ends)
        self._starts = [0, *(end + 1 for end in ends[:-1])] if ends else []
        self._firsts = _ESCAPE_STARTS | {self._secrets[start] for start in self._starts}
        self._longest = max(map(len, known), default=0) * _MAX_GROWTH

    def redact(self, text: str) -> str:
        """Return a text without the secrets."""
        return self.read(_encoded(text), errors="surrogatepass")

    def read(self, content: bytes, *, errors: str = "replace", is_cut: bool = False) -> str:
        """Return bytes as text without the secrets, nor a part of one at a cut."""
        # Redaction makes texts shorter: read more than is kept, but not all of a large body.
        window = content
        if self._limit is not None and len(content) > 2 * self._limit + self._longest:
            window, is_cut = content[: 2 * self._limit + self._longest], True
        # What stands behind may be the beginning of a secret.
        end = max(0, len(window) - self._longest) if is_cut else len(window)
        pieces, kept = [], 0
        for start, stop in self._spans(window):
            if start >= end:
                break
            pieces += [window[kept:start].decode("utf-8", errors), _REDACTED]
            kept = stop
        # A cut may be within a character.
        rest = window[kept : max(kept, end)]
        pieces.append(rest.decode("utf-8", "ignore" if is_cut else errors))
        return "".join(pieces)[: self._limit]

    def _spans(self, text: bytes) -> list[tuple[int, int]]:
        """Return the places of the secrets, in order; those that overlap as one."""
        found: set[tuple[int, int]] = set()
        origins: Sequence[int] = range(len(text) + 1)
        for _ in range(_LEVELS if self._starts else 0):
            found |= {(origins[start], origins[end]) for start, end in self._matches(text)}
            if not _ESCAPE.search(text):
                break
            text, origins = _unescaped(text, origins)
        spans: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if spans and start < spans[-1][1]:
                spans[-1] = spans[-1][0], max(end, spans[-1][1])
            else:
                spans.append((start, end))
        return spans

    def _matches(self, text: bytes) -> Iterator[tuple[int, int]]:
        """Yield the places of secrets each of whose characters is plain or escaped once.

        The time is linear in the length of the text, whatever stands in it: at each place there is
        one start for each part of a secret that ends there.
        """
        reached: dict[int, dict[int, int]] = {}
        for at, byte in enumerate(text):
            begun = reached.pop(at, None)
            if begun is None and byte not in self._firsts:
                continue
            states = dict.fromkeys(self._starts, at) | (begun or {})
            for end, plain in _readings(text, at):
                moved = self._moved(states, plain)
                for stop in moved.keys() & self._ends:
                    yield moved.pop(stop), end
                for state, start in reached.get(end, {}).items():
                    moved[state] = min(start, moved.get(state, start))
                reached[end] = moved

    def _moved(self, states: dict[int, int], plain: bytes) -> dict[int, int]:
        """Return the states, with their starts, after reading some bytes."""
        secrets, length = self._secrets, len(plain)
        if length == 1:
            byte = plain[0]
            return {state + 1: start for state, start in states.items() if secrets[state] == byte}
        return {
            state + length: start
            for state, start in states.items()
            if secrets.startswith(plain, state)
        }


def _forms(secret: bytes) -> Iterator[bytes]:
    """Yield a secret, and without what looks like an escape in it: that is decoded as well."""
    yield secret
    for _ in range(_LEVELS):
        secret, _origins = _unescaped(secret, range(len(secret) + 1))
    yield secret


def _readings(text: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield what the text at a position may stand for: the end of the reading, and its bytes."""
    plain = text[at : at + 1]
    yield at + 1, plain
    if plain == b"+":
        yield at + 1, b" "
    elif (escape := _ESCAPE.match(text, at)) is not None:
        yield escape.end(), _decoded(escape[0])


def _unescaped(text: bytes, origins: Sequence[int]) -> tuple[bytes, Sequence[int]]:
    """Decode one level of escapes; return the text and the origin of each of its bytes."""
    pieces: list[bytes] = []
    places: list[int] = []
    kept = 0
    for escape in _ESCAPE.finditer(text):
        plain = _decoded(escape[0])
        pieces += [text[kept : escape.start()], plain]
        places += origins[kept : escape.start()]
        places += [origins[escape.start()]] * len(plain)
        kept = escape.end()
    return b"".join([*pieces, text[kept:]]), [*places, *origins[kept:]]


@lru_cache(maxsize=1024)
def _decoded(escape: bytes) -> bytes:
    """Return the bytes that an escape stands for, or the escape if it stands for nothing."""
    kind, body = escape[:1], escape[1:]
    if kind == b"%":
        return bytes.fromhex(body.decode())
    if kind == b"&":
        return _decoded_reference(escape)
    if body[:1] == b"U":
        return _encoded(_character(int(body[1:], 16))) or escape
    if body[:1] not in (b"u", b"x"):
        return _CONTROLS.get(body[0], body)
    units = [int(part, 16).to_bytes(2) for part in re.split(rb"\\?[ux]", body)[1:]]
    return _encoded(b"".join(units).decode("utf-16-be", "surrogatepass"))


def _decoded_reference(reference: bytes) -> bytes:
    """Decode a character reference of HTML, by number or by name."""
    if reference[1:2] != b"#":
        # Late: it is a large table, which only errors need.
        from html import unescape

        return _encoded(unescape(reference.decode()))
    number = reference[2:-1]
    code = int(number[1:], 16) if number[:1] in (b"x", b"X") else int(number)
    return _encoded(_character(code)) or reference


def _character(code: int) -> str:
    return chr(code) if code <= sys.maxunicode else ""


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
