"""Attachments, from files and bytes to the base64 that the API takes."""

from binascii import b2a_base64
from collections.abc import Iterable, Mapping
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from attrs import define

from ._generated.models.attachment import Attachment
from ._generated.models.email_message import EmailMessage
from ._runtime.checks import invalid

Attachable: TypeAlias = Attachment | PathLike[str] | tuple[str, bytes | bytearray | memoryview]
"""What can be attached: a file by its path, a name and bytes, or a model that is ready."""

MAX_ATTACHMENTS_SIZE = 40 * 1024 * 1024
"""Bytes that all attachments of a message may have together, before they are put into base64."""

# A multiple of 3 bytes, so that base64 goes on from piece to piece; short enough to hold nobody up.
_PIECE = 3 * 256 * 1024

# What was given in the place of the list, and what to do about it.
_INSTEAD: Mapping[type, str] = {
    type(None): "None; leave the argument out instead",
    str: "str; give [pathlib.Path(...)]",
    bytes: "bytes; give [(name, bytes)]",
}


def attach(source: Attachable) -> Attachment:
    """An attachment from a path, from a name and bytes, or from a model, which stays as it is.

    `email.send` does this by itself; it is for the messages of a batch. It reads the file at once:
    in a coroutine, `await asyncio.to_thread(attach, path)` holds up nobody.

    Raises:
        InvalidRequestError: It is larger than all attachments of a message may be together.
        TypeError: It is none of these.
        OSError: The file cannot be read.
    """
    return attached([source], "attach")[0]


def attached(sources: Iterable[Attachable], operation: str) -> list[Attachment]:
    """The attachments of a message, unless they are too much together.

    All are looked at before any is read: what is too large is not taken into memory.

    Raises:
        InvalidRequestError: They are too much, or a file's name is no text.
        TypeError: One is nothing that can be attached, or this is no list.
        OSError: A file cannot be read.
    """
    _check_list(sources, operation)
    listed = list(sources)
    total = sum(_size_of(source, operation, place) for place, source in enumerate(listed))
    _check_size(total, operation, "attachments")
    reading = _Reading(operation)
    return [reading.attachment(source, place) for place, source in enumerate(listed)]


def check_sizes(messages: Iterable[EmailMessage], operation: str) -> None:
    """Refuse messages of which one has too much attached."""
    for place, message in enumerate(messages):
        total = sum(_size_of_base64(one.data) for one in message.attachments or ())
        _check_size(total, operation, f"emails[{place}].attachments")


@define
class _Reading:
    """Reads what is to be attached, and counts it again: a file may have grown since."""

    operation: str
    size: int = 0

    def attachment(self, source: Attachable, place: int) -> Attachment:
        if isinstance(source, Attachment):
            self._count(_size_of_base64(source.data))
            return source
        if isinstance(source, PathLike):
            path = Path(source)
            name = self._checked_name(path.name, place)
            with path.open("rb") as file:
                return Attachment(filename=name, data=self._base64(file))
        name, content = source
        name = self._checked_name(name, place)
        return Attachment(filename=name, data=self._base64(BytesIO(bytes(content))))

    def _base64(self, file: BinaryIO) -> str:
        pieces: list[str] = []
        while True:
            piece = file.read(_PIECE)
            self._count(len(piece))
            pieces.append(b2a_base64(piece, newline=False).decode("ascii"))
            # A short piece is the last: a file that grows now would go on within three bytes.
            if len(piece) < _PIECE:
                return "".join(pieces)

    def _count(self, size: int) -> None:
        self.size += size
        _check_size(self.size, self.operation, "attachments")

    def _checked_name(self, name: str, place: int) -> str:
        """The name, if it can be sent: on Linux, that of a file may be any bytes."""
        try:
            name.encode()
        except UnicodeEncodeError:
            words = "has a name that is no text; give it one, as (name, bytes)"
            raise invalid(self.operation, f"attachments[{place}]", words) from None
        return name


def _check_list(sources: object, operation: str) -> None:
    """Refuse what is no list, and say what to give instead."""
    got = _INSTEAD.get(type(sources), "")
    if _is_pair(sources):
        got = "(name, bytes); put it into a list"
    elif isinstance(sources, PathLike | Attachment):
        got = f"{type(sources).__name__}; put it into a list"
    if got or not isinstance(sources, Iterable):
        got = got or type(sources).__name__
        raise TypeError(f"{operation}: attachments: expected a list, got {got}")


def _is_pair(source: object) -> bool:
    match source:
        case (str(), bytes() | bytearray() | memoryview()):
            return True
    return False


def _size_of(source: Any, operation: str, place: int) -> int:
    """Bytes of the content, without reading a file."""
    if isinstance(source, Attachment):
        return _size_of_base64(source.data)
    if isinstance(source, PathLike):
        return Path(source).stat().st_size
    if _is_pair(source):
        return memoryview(source[1]).nbytes
    got = type(source).__name__
    if isinstance(source, str):
        got = "str, which is never a path: give pathlib.Path(...)"
    elif isinstance(source, tuple):
        got = f"({', '.join(type(part).__name__ for part in source)})"
    words = "expected a path, (name, bytes) or an Attachment"
    raise TypeError(f"{operation}: attachments[{place}]: {words}, got {got}")


def _size_of_base64(data: str) -> int:
    return len(data) * 3 // 4 - data[-2:].count("=")


def _check_size(size: int, operation: str, name: str) -> None:
    if size > MAX_ATTACHMENTS_SIZE:
        words = f"have {size:,} bytes together; the maximum is {MAX_ATTACHMENTS_SIZE:,}"
        raise invalid(operation, name, words)
