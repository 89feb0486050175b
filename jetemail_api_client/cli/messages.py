"""Messages of a JSONL file: an object on each line."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import define

from ..emails import encode_attachments
from ..errors import InvalidRequestError
from ..models import Attachment, EmailMessage
from .lines import Line, LineError, advice, check_text, numbered, unlike, without_operation

# By the names of Python and of the API.
_FIELDS: Mapping[str, str] = {
    "id": "id",
    "from": "from_",
    "from_": "from_",
    "to": "to",
    "subject": "subject",
    "text": "text",
    "html": "html",
    "cc": "cc",
    "bcc": "bcc",
    "reply_to": "reply_to",
    "replyTo": "reply_to",
    "headers": "headers",
    "attachments": "attachments",
    "eu": "eu",
    "scheduled_at": "scheduled_at",
    "scheduledAt": "scheduled_at",
}
_REQUIRED = {"from_": "from", "to": "to", "subject": "subject"}

# A local part as in RFC 5321, 4.1.2, with letters of any script; a domain with at least one dot.
_ATOM = r"[^\s@<>,;:\"()\[\]\\.]+"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(
    rf"(?:{_ATOM}(?:\.{_ATOM})*|\"[^\"\r\n]+\")@(?:{_LABEL}\.)+{_LABEL}",
)
_SHOWN = 60


@define
class MessageReader:
    """Reads messages, line by line.

    Args:
        folder: Where the paths of attachments begin.
        needs_id: True if each message must have an id. Otherwise, the number of its line is one.
        ids: The lines of the ids so far; None if the journal looks for those that come twice.
    """

    folder: Path
    needs_id: bool
    ids: dict[str, int] | None

    def read(self, file: Iterable[bytes]) -> Iterator[Line[EmailMessage]]:
        """Yield the lines; each is read only when it is needed.

        Raises:
            InputError: The file cannot be used.
        """
        for number, text in numbered(file):
            name = None
            try:
                given = _parsed(text)
                name = self._id(given.pop("id", None), number)
                message = self._message(given)
            except LineError as error:
                yield Line(number, name, reason=str(error))
            except RecursionError:
                yield Line(number, name, reason="is nested too deeply: give a message")
            else:
                yield Line(number, name, message)

    def _id(self, value: object, number: int) -> str:
        if value is None:
            if self.needs_id:
                raise LineError("is missing, and the journal needs one: give your own", "id")
            return str(number)
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise unlike("a string", value, "id")
        if value == "":
            raise LineError("is empty: give each message its own", "id")
        name = str(value)
        if self.ids is not None and (first := self.ids.setdefault(name, number)) != number:
            raise LineError(f"{name!r} is on line {first}, too: give each message its own", "id")
        return name

    def _message(self, given: Mapping[str, Any]) -> EmailMessage:
        for name, shown in _REQUIRED.items():
            if name not in given:
                raise LineError("is missing", shown)
        convert: Mapping[str, Callable[[Any], Any]] = {
            "scheduled_at": _time,
            "attachments": self._attachments,
        }
        try:
            for name in ("from_", "to", "cc", "bcc", "reply_to"):
                _check_addresses(name, given.get(name))
            fields: dict[str, Any] = {
                name: convert[name](value) if name in convert else value
                for name, value in given.items()
            }
            return EmailMessage(**fields)
        except (InvalidRequestError, TypeError) as error:
            raise without_operation(error) from None

    def _attachments(self, value: object) -> list[Attachment]:
        if not isinstance(value, list):
            raise unlike("a list of paths", value, "attachments")
        sources = [self._source(one, f"attachments[{i}]") for i, one in enumerate(value)]
        try:
            return encode_attachments(sources, "EmailMessage")
        except OSError as error:
            reason = f"{error.filename} cannot be read: {error.strerror}"
            raise LineError(reason, "attachments") from None

    def _source(self, value: object, field: str) -> tuple[str, Path]:
        match value:
            case str(path):
                filename = None
            case {"path": str(path), "filename": str(filename), **rest} if not rest:
                pass
            case _:
                raise unlike('a path or {"filename": ..., "path": ...}', value, field)
        file = self.folder / path
        # Not what is read without end, such as a device or a pipe.
        if not file.is_file():
            raise LineError(f"there is no file {str(file)!r}", field)
        return filename or file.name, file


def _parsed(text: str) -> dict[str, Any]:
    """Return the fields of a line by their names in Python, without those that are null.

    Raises:
        LineError: It is no JSON object, or has an unknown field.
    """
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        check_text(text, None)
        raise LineError(f"is no JSON: {error.msg} at character {error.colno}") from None
    except ValueError as error:
        raise LineError(f"is no JSON to use: {error}") from None
    if not isinstance(value, dict):
        raise LineError(f"expected an object, got {type(value).__name__}: give a message a line")
    fields: dict[str, Any] = {}
    for shown, one in value.items():
        check_text(json.dumps(one, ensure_ascii=False), shown)
        if (name := _FIELDS.get(shown)) is None:
            raise LineError(f"is no field of a message: {advice(shown, _FIELDS)}", shown)
        if name in fields:
            raise LineError("is given twice, under two names: leave one out", shown)
        if one is not None:
            fields[name] = one
    return fields


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{max(names, key=names.count)} is given twice")
    return made


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _check_addresses(field: str, value: object) -> None:
    """Require addresses; other types are left to the model.

    Raises:
        LineError: One is no address, or there is no recipient.
    """
    if isinstance(value, str):
        _check_address(field, value)
    elif isinstance(value, list):
        if field == "to" and not value:
            raise LineError("is empty: give an address", field)
        for index, one in enumerate(value):
            if isinstance(one, str):
                _check_address(f"{field}[{index}]", one)


def _check_address(field: str, text: str) -> None:
    if is_address(text):
        return
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    hint = "; put several into a list" if text.count("@") > 1 else ""
    example = "give one such as ann@example.com or Ann <ann@example.com>"
    raise LineError(f"{shown!r} is no address: {example}{hint}", field.replace("from_", "from"))


def is_address(text: str) -> bool:
    """Return True for `a@example.com` and `Name <a@example.com>`."""
    _, bracket, rest = text.rpartition("<")
    address = rest.removesuffix(">") if bracket and rest.endswith(">") else text
    return _ADDRESS.fullmatch(address) is not None


def _time(value: object) -> datetime:
    """Return a time that is Unix seconds or ISO 8601.

    Raises:
        LineError: It is none, or has no offset.
    """
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        if isinstance(value, str):
            return _aware(datetime.fromisoformat(value))
    except (ValueError, OverflowError, OSError):
        example = "give Unix seconds, or ISO 8601 such as 2030-01-31T08:00:00Z"
        raise LineError(f"is no time: {example}", "scheduled_at") from None
    raise unlike("Unix seconds or a string", value, "scheduled_at")


def _aware(time: datetime) -> datetime:
    if time.utcoffset() is None:
        raise LineError("has no offset: give one, such as Z or +02:00", "scheduled_at")
    return time
