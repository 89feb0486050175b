"""Attachments: their sources, their encoding, and their size limit."""

import os
import re
import threading
import tracemalloc
from base64 import b64decode, b64encode
from collections.abc import Callable
from importlib.resources import files
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, cast
from uuid import UUID
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest

from jetemail_api_client import UNSET
from jetemail_api_client.emails import (
    MAX_ATTACHMENTS_SIZE,
    Attachable,
    attach,
    encode_attachments,
    send_messages,
)
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import Attachment, EmailMessage

LIMIT = 40 * 1024 * 1024
# The size of a piece; the base64 of several pieces must join.
PIECE = 3 * 256 * 1024
# Python 3.13 has it in a module of its own, and no other version.
PATH = f"{type(Path()).__module__}.{type(Path()).__name__}"
READY = Attachment(filename="r.txt", data="cmVhZHk=")


class Named(os.PathLike[str]):
    """A path-like object that is not a `pathlib.Path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


def sparse(folder: Path, size: int, name: str = "large.bin") -> Path:
    """Return a sparse file of a size."""
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
    return path


def of_size(size: int) -> Attachment:
    """Return a model whose content has this size."""
    return Attachment(filename="m", data="AAAA" * (size // 3) + ["", "AA==", "AAA="][size % 3])


@pytest.mark.parametrize("wrap", [Path, Named])
@pytest.mark.parametrize("name", ["report.pdf", "Bericht für 東京.txt", ".hidden", "a b.txt"])
def test_file(tmp_path: Path, wrap: Callable[[Path], os.PathLike[str]], name: str) -> None:
    """A file is attached under its own name, from any path-like object."""
    (tmp_path / name).write_bytes(b"\x00\xff content")

    expected = Attachment(filename=name, data=b64encode(b"\x00\xff content").decode())
    assert [expected] == encode_attachments([wrap(tmp_path / name)], "email.send")


def test_link(tmp_path: Path) -> None:
    """A symbolic link is attached under its own name, with the target's content."""
    (tmp_path / "target.bin").write_bytes(b"a")
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "target.bin")

    assert Attachment(filename="link.txt", data="YQ==") == attach(link)


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"", ""),
        (b"a", "YQ=="),
        (b"ab", "YWI="),
        (b"\xfb\xff\xbf", "+/+/"),
        (bytearray(b"abc"), "YWJj"),
        (memoryview(b"abc"), "YWJj"),
        (memoryview(b"a-b-c-")[::2], "YWJj"),
        (memoryview(b"abcd").cast("H"), "YWJjZA=="),
    ],
)
def test_bytes(content: bytes, data: str) -> None:
    """Bytes-like objects are attached under the given name."""
    assert Attachment(filename="für/東京", data=data) == attach(("für/東京", content))


@pytest.mark.parametrize("size", [PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 2])
def test_pieces(tmp_path: Path, size: int) -> None:
    """A file read in several pieces is encoded as one base64 text."""
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    made = encode_attachments([tmp_path / "a", ("a", content)], "email.send")

    assert [b64encode(content).decode()] * 2 == [one.data for one in made]


def test_pipe(tmp_path: Path) -> None:
    """A pipe, whose size is unknown, is read to its end."""
    os.mkfifo(tmp_path / "pipe")

    def write() -> None:
        with (tmp_path / "pipe").open("wb", buffering=0) as pipe:
            for number in range(200):
                pipe.write(b"%d," % number * 2000)

    writer = threading.Thread(target=write)
    writer.start()
    made = attach(tmp_path / "pipe")
    writer.join()

    assert b"".join(b"%d," % number * 2000 for number in range(200)) == b64decode(made.data)


class Dripping:
    """A binary file that returns one byte at a time."""

    def __init__(self, content: bytes) -> None:
        self.file = BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(min(size, 1))


def test_what_opens(tmp_path: Path) -> None:
    """A file in an archive and a resource of a package are attached under their names."""
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("folder/report.txt", "zipped")
    resource = files("jetemail_api_client") / "py.typed"
    sources = [ZipPath(tmp_path / "a.zip", "folder/report.txt"), resource]

    zipped, packed = encode_attachments(sources, "email.send")

    assert Attachment(filename="report.txt", data=b64encode(b"zipped").decode()) == zipped
    assert ("py.typed", resource.read_bytes()) == (packed.filename, b64decode(packed.data))


def test_file_with_another_name(tmp_path: Path) -> None:
    """A path, and what opens like one, can have another name; the pair may be a list."""
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "zipped")
    (tmp_path / "b.txt").write_bytes(b"plain")
    zipped: list[Any] = ["c.txt", ZipPath(tmp_path / "a.zip", "a.txt")]

    made = encode_attachments([cast("Any", zipped), ("d.txt", tmp_path / "b.txt")], "email.send")

    assert ["c.txt", "d.txt"] == [one.filename for one in made]
    assert [b"zipped", b"plain"] == [b64decode(one.data) for one in made]


@pytest.mark.parametrize("kind", [BytesIO, Dripping])
def test_open_file(kind: Callable[[bytes], Any]) -> None:
    """An open binary file is read from where it is, whatever a read returns, and stays open."""
    file = kind(b"0123456789")
    file.read(1)

    assert Attachment(filename="a.txt", data=b64encode(b"123456789").decode()) == attach(
        ("a.txt", file)
    )
    assert not getattr(file, "closed", False)


def test_large_open_file() -> None:
    """An open file beyond the size limit raises an error while it is read."""
    with Path("/dev/zero").open("rb") as file:
        with pytest.raises(InvalidRequestError, match="attachments have 42,467,328 bytes"):
            attach(("a", file))


def test_closed_file(tmp_path: Path) -> None:
    """A file that was closed before is an error that names the attachment."""
    (tmp_path / "a.txt").write_bytes(b"a")
    with (tmp_path / "a.txt").open("rb") as file:
        pass
    text = r"^email\.send: attachments\[1\] is a closed file: open it again, or give its path$"
    with pytest.raises(InvalidRequestError, match=text):
        encode_attachments([READY, ("a", file)], "email.send")


@pytest.mark.parametrize("file", [StringIO("a"), StringIO()])
def test_file_of_text(file: Any) -> None:
    """A file of text is a TypeError that names the attachment."""
    text = r"^email\.send: attachments\[1\]: expected a file of bytes, got str$"
    with pytest.raises(TypeError, match=text):
        encode_attachments([READY, ("a", file)], "email.send")


@pytest.mark.parametrize("name", ["a\n.txt", "a\r\nX-Evil: 1", "\0"])
def test_name_that_is_not_a_line(tmp_path: Path, name: str) -> None:
    """A name with a line break or NUL is invalid: it becomes a part of a header."""
    sources: list[Attachable] = [READY, (name, b"a")]
    if "\0" not in name:
        (tmp_path / name).touch()
        sources = [READY, tmp_path / name]
    with pytest.raises(InvalidRequestError, match="has a line break or a NUL") as caught:
        encode_attachments(sources, "email.send")
    with pytest.raises(InvalidRequestError, match=r"^Attachment: filename has a line break"):
        Attachment(filename=name, data="")

    assert "attachments[1].filename" == caught.value.field


@pytest.mark.parametrize("data", ["hello world", "aGVsbG8", "-_-_", "aGVs\nbG8=", "aGk=\n", "\xe9"])
def test_data_that_is_not_base64(data: str) -> None:
    """Data that is not base64 is invalid, and the error says what encodes it."""
    with pytest.raises(InvalidRequestError, match=r"^Attachment: data is not base64 .*attach\("):
        Attachment(filename="a", data=data)


def test_mixed_sources(tmp_path: Path) -> None:
    """Sources of all kinds are attached in order; a model is returned unchanged."""
    (tmp_path / "f.txt").write_bytes(b"f")
    sources: list[Attachable] = [READY, tmp_path / "f.txt", ("b.txt", b"b"), READY]
    made = encode_attachments((source for source in sources), "email.send")

    assert ["r.txt", "f.txt", "b.txt", "r.txt"] == [one.filename for one in made]
    assert made[0] is READY and made[3] is READY
    assert made == encode_attachments(tuple(sources), "email.send")
    assert [[], []] == [encode_attachments([], "email.send"), encode_attachments((), "email.send")]


@pytest.mark.parametrize(
    ("sources", "got"),
    [
        (None, "None"),
        (5j, "complex"),
        ("report.pdf", "str; give [pathlib.Path(...)]"),
        (b"content", "bytes; give [(name, bytes)]"),
        (Path("report.pdf"), f"{PATH}; put it into a list"),
        (Named(Path("report.pdf")), f"{Named.__module__}.Named; put it into a list"),
        (READY, f"{Attachment.__module__}.Attachment; put it into a list"),
        (("a.txt", b"a"), "(name, bytes); put it into a list"),
        (5, "int"),
    ],
)
def test_argument_that_is_not_a_list(sources: Any, got: str) -> None:
    """An argument that is not a list raises TypeError with a hint."""
    with pytest.raises(TypeError, match=re.escape(f": expected a list, got {got}")):
        encode_attachments(sources, "email.send")


@pytest.mark.parametrize(
    ("source", "got"),
    [
        ("report.pdf", "str, which is never a path: give pathlib.Path(...)"),
        (b"content", "bytes"),
        (None, "None"),
        (UUID(int=0), "uuid.UUID"),
        (BytesIO(), "_io.BytesIO; give it a name, as (name, file)"),
        ({"filename": "a"}, "dict"),
        (("a.txt",), "(str)"),
        (("a.txt", "a"), "(str, str)"),
        ((Path("a.txt"), b"a"), f"({PATH}, bytes)"),
        (("a.txt", b"a", "text/plain"), "(str, bytes, str)"),
    ],
)
def test_invalid_source(source: Any, got: str) -> None:
    """An invalid source raises TypeError with its index."""
    with pytest.raises(TypeError) as caught:
        encode_attachments([READY, source], "email.send")

    text = "expected a path, (name, bytes or a file) or an Attachment"
    assert f"email.send: attachments[1]: {text}, got {got}" == str(caught.value)


@pytest.mark.parametrize(
    ("name", "kind"), [("missing.pdf", FileNotFoundError), (".", IsADirectoryError)]
)
def test_unreadable_file(tmp_path: Path, name: str, kind: type[OSError]) -> None:
    """A file that cannot be read raises the system's error with its name."""
    with pytest.raises(kind) as caught:
        encode_attachments([READY, tmp_path / name], "email.send")

    assert str(tmp_path / name) == str(caught.value.filename)


@pytest.mark.parametrize("name", ["half \ud800.txt", os.fsdecode(b"caf\xe9.txt")])
def test_undecodable_name(tmp_path: Path, name: str) -> None:
    """A file name that cannot be encoded raises an error with a hint."""
    with pytest.raises(InvalidRequestError, match="give it one, as") as caught:
        encode_attachments([READY, (name, b"a")], "email.send")

    assert "attachments[1]" == caught.value.field


@pytest.mark.parametrize(
    "sizes", [(LIMIT, 0, 0), (0, LIMIT, 0), (0, 0, LIMIT), (LIMIT - 3, 1, 2), (1, 2, LIMIT - 3)]
)
@pytest.mark.parametrize("more", [0, 1])
def test_size_limit(tmp_path: Path, sizes: tuple[int, int, int], more: int) -> None:
    """Attachments of 40 MiB in total are accepted; one byte more raises an error."""
    assert LIMIT == MAX_ATTACHMENTS_SIZE
    file, content, model = sizes
    others: list[Attachable] = [("b", bytes(content)), of_size(model + more)]
    sources = [sparse(tmp_path, file), *others]
    if not more:
        made = encode_attachments(sources, "email.send")
        assert sizes == tuple(len(b64decode(one.data)) for one in made)
        return
    with pytest.raises(InvalidRequestError) as caught:
        encode_attachments(sources, "email.send")

    text = "attachments have 41,943,041 bytes together; the maximum is 41,943,040"
    assert (f"email.send: {text}", "attachments") == (str(caught.value), caught.value.field)


def test_too_large_file(tmp_path: Path) -> None:
    """A file beyond the size limit raises an error before it is read."""
    sources = [sparse(tmp_path, LIMIT, "first.bin"), sparse(tmp_path, 2**36)]
    tracemalloc.start()
    with pytest.raises(InvalidRequestError, match=" 68,761,419,776 bytes"):
        encode_attachments(sources, "email.send")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1_000_000


def test_growing_file() -> None:
    """A file that grows beyond the size limit raises an error while it is read."""
    with pytest.raises(InvalidRequestError, match="attachments have 42,467,328 bytes"):
        attach(Path("/dev/zero"))


def test_memory(tmp_path: Path) -> None:
    """Encoding a file takes less than three times its size in memory."""
    path = sparse(tmp_path, 12 * 1024 * 1024)
    tracemalloc.start()
    attach(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 3 * path.stat().st_size


def test_size_limit_of_a_message() -> None:
    """The size limit applies to each message of a batch, and the error names the message."""
    messages = [
        EmailMessage(from_="a", to="b", subject="s", text="t", attachments=[of_size(size), READY])
        for size in (LIMIT - 5, LIMIT - 4)
    ]
    next(send_messages(emails=[messages[0], messages[0]], idempotency_key=UNSET))
    with pytest.raises(InvalidRequestError, match="have 41,943,041 bytes together") as caught:
        next(send_messages(emails=messages, idempotency_key=UNSET))

    assert "emails[1].attachments" == caught.value.field
