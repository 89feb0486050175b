"""Files as arguments: a path, whatever else opens, and what is open already."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from os import PathLike, fsdecode
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, TypeGuard

from .validators import invalid, wrong_type

BYTES = (bytes, bytearray, memoryview)


class BinaryFile(Protocol):
    """An open binary file, such as `open(path, "rb")` or an `io.BytesIO`."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes; none only at the end."""
        ...


class Openable(Protocol):
    """What opens like a `pathlib.Path`: a `zipfile.Path`, a resource of `importlib.resources`."""

    @property
    def name(self) -> str:
        """The last part of the path."""
        ...

    def open(self, mode: Literal["rb"], /) -> AbstractContextManager[BinaryFile]:
        """Open the file."""
        ...


Closed: TypeAlias = PathLike[str] | Openable
"""A file that is opened to read it, and has a name."""


def is_closed(source: object) -> TypeGuard[Closed]:
    """Return True for a path, or what opens like one."""
    if isinstance(source, PathLike):
        return True
    return callable(getattr(source, "open", None)) and isinstance(
        getattr(source, "name", None), str
    )


def is_open(source: object) -> TypeGuard[BinaryFile]:
    """Return True for what can be read."""
    return callable(getattr(source, "read", None))


def path_of(source: Closed) -> Path | Openable:
    """Return the path; what opens like one is returned unchanged."""
    return Path(fsdecode(source)) if isinstance(source, PathLike) else source


def pieces_of(file: BinaryFile, size: int, operation: str, name: str) -> Iterator[bytes]:
    """Yield the content in pieces of a size; the last one is shorter, and may be empty.

    Raises:
        InvalidRequestError: It is closed.
        TypeError: It is a file of text.
        OSError: It cannot be read.
    """
    if getattr(file, "closed", None) is True:
        raise invalid(operation, name, "is a closed file: open it again, or give its path")
    piece = bytes(size)
    # What is appended to the file after its end was reached is left out.
    while len(piece) == size:
        piece = b"".join(_reads(file, size, operation, name))
        yield piece


def _reads(file: BinaryFile, size: int, operation: str, name: str) -> Iterator[bytes]:
    """Yield so many bytes, as far as there are: one read may return fewer."""
    while size:
        read: object = file.read(size)
        if not isinstance(read, BYTES):
            raise wrong_type(operation, name, "a file of bytes", read)
        if not read:
            return
        size -= len(read)
        yield bytes(read)
