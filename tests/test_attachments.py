"""Attachments: what can be attached, how it is written, and how much of it."""

import os
import re
import threading
import tracemalloc
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jetemail_api_client._attachments import (
    MAX_ATTACHMENTS_SIZE,
    Attachable,
    attach,
    attached,
    check_sizes,
)
from jetemail_api_client.errors import InvalidRequestError
from jetemail_api_client.models import Attachment, EmailMessage

MOST = 40 * 1024 * 1024
# What is read at once; base64 must go on behind it as if it were one.
PIECE = 3 * 256 * 1024
READY = Attachment(filename="r.txt", data="cmVhZHk=")


class Named(os.PathLike[str]):
    """A path that is no `pathlib.Path`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


def sparse(folder: Path, size: int, name: str = "large.bin") -> Path:
    """A file of a size that takes no room."""
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
    return path


def of_size(size: int) -> Attachment:
    """A model with so many bytes of content."""
    return Attachment(filename="m", data="AAAA" * (size // 3) + ["", "AA==", "AAA="][size % 3])


@pytest.mark.parametrize("wrap", [Path, Named])
@pytest.mark.parametrize("name", ["report.pdf", "Bericht für 東京.txt", ".hidden", "a b\n.txt"])
def test_file(tmp_path: Path, wrap: Callable[[Path], os.PathLike[str]], name: str) -> None:
    """A file is attached under its own name, whatever names its path."""
    (tmp_path / name).write_bytes(b"\x00\xff content")

    expected = Attachment(filename=name, data=b64encode(b"\x00\xff content").decode())
    assert [expected] == attached([wrap(tmp_path / name)], "email.send")


def test_link(tmp_path: Path) -> None:
    """A link is attached under its own name, with the content that it leads to."""
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
    """Bytes of any kind are attached under the name that is given with them."""
    assert Attachment(filename="für/東京", data=data) == attach(("für/東京", content))


@pytest.mark.parametrize("size", [PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 2])
def test_pieces(tmp_path: Path, size: int) -> None:
    """What is read in several pieces is one text in base64."""
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    made = attached([tmp_path / "a", ("a", content)], "email.send")

    assert [b64encode(content).decode()] * 2 == [one.data for one in made]


def test_pipe(tmp_path: Path) -> None:
    """A file that does not say its size is read to its end, in whatever portions it comes."""
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


def test_many(tmp_path: Path) -> None:
    """Any number of sources of any kind are attached in their order; a model stays itself."""
    (tmp_path / "f.txt").write_bytes(b"f")
    sources: list[Attachable] = [READY, tmp_path / "f.txt", ("b.txt", b"b"), READY]
    made = attached((source for source in sources), "email.send")

    assert ["r.txt", "f.txt", "b.txt", "r.txt"] == [one.filename for one in made]
    assert made[0] is READY and made[3] is READY
    assert made == attached(tuple(sources), "email.send")
    assert [[], []] == [attached([], "email.send"), attached((), "email.send")]


@pytest.mark.parametrize(
    ("sources", "got"),
    [
        (None, "None; leave the argument out instead"),
        ("report.pdf", "str; give [pathlib.Path(...)]"),
        (b"content", "bytes; give [(name, bytes)]"),
        (Path("report.pdf"), "PosixPath; put it into a list"),
        (Named(Path("report.pdf")), "Named; put it into a list"),
        (READY, "Attachment; put it into a list"),
        (("a.txt", b"a"), "(name, bytes); put it into a list"),
        (5, "int"),
    ],
)
def test_no_list(sources: Any, got: str) -> None:
    """What is no list of attachments is a TypeError that says what to do."""
    with pytest.raises(TypeError, match=re.escape(f": expected a list, got {got}")):
        attached(sources, "email.send")


@pytest.mark.parametrize(
    ("source", "got"),
    [
        ("report.pdf", "str, which is never a path: give pathlib.Path(...)"),
        (b"content", "bytes"),
        (None, "NoneType"),
        ({"filename": "a"}, "dict"),
        (("a.txt",), "(str)"),
        (("a.txt", "a"), "(str, str)"),
        ((Path("a.txt"), b"a"), "(PosixPath, bytes)"),
        (("a.txt", b"a", "text/plain"), "(str, bytes, str)"),
    ],
)
def test_nothing_to_attach(source: Any, got: str) -> None:
    """What cannot be attached is a TypeError that names its place."""
    with pytest.raises(TypeError) as caught:
        attached([READY, source], "email.send")

    words = "expected a path, (name, bytes) or an Attachment"
    assert f"email.send: attachments[1]: {words}, got {got}" == str(caught.value)


@pytest.mark.parametrize(
    ("name", "kind"), [("missing.pdf", FileNotFoundError), (".", IsADirectoryError)]
)
def test_unreadable_file(tmp_path: Path, name: str, kind: type[OSError]) -> None:
    """A file that cannot be read is an OSError that names it."""
    with pytest.raises(kind) as caught:
        attached([READY, tmp_path / name], "email.send")

    assert str(tmp_path / name) == str(caught.value.filename)


@pytest.mark.parametrize("name", ["half \ud800.txt", os.fsdecode(b"caf\xe9.txt")])
def test_name_that_is_no_text(tmp_path: Path, name: str) -> None:
    """A name that has no form in JSON is refused, and another one asked for."""
    with pytest.raises(InvalidRequestError, match="give it one, as") as caught:
        attached([READY, (name, b"a")], "email.send")

    assert "attachments[1]" == caught.value.field


@pytest.mark.parametrize(
    "sizes", [(MOST, 0, 0), (0, MOST, 0), (0, 0, MOST), (MOST - 3, 1, 2), (1, 2, MOST - 3)]
)
@pytest.mark.parametrize("more", [0, 1])
def test_limit(tmp_path: Path, sizes: tuple[int, int, int], more: int) -> None:
    """40 MiB of files, bytes and models pass; one byte more is refused."""
    assert MOST == MAX_ATTACHMENTS_SIZE
    file, content, model = sizes
    others: list[Attachable] = [("b", bytes(content)), of_size(model + more)]
    sources = [sparse(tmp_path, file), *others]
    if not more:
        made = attached(sources, "email.send")
        assert sizes == tuple(len(b64decode(one.data)) for one in made)
        return
    with pytest.raises(InvalidRequestError) as caught:
        attached(sources, "email.send")

    words = "attachments have 41,943,041 bytes together; the maximum is 41,943,040"
    assert (f"email.send: {words}", "attachments") == (str(caught.value), caught.value.field)


def test_large_file_is_not_read(tmp_path: Path) -> None:
    """Files that are too large are refused by what they say of themselves, not read."""
    sources = [sparse(tmp_path, MOST, "first.bin"), sparse(tmp_path, 2**36)]
    tracemalloc.start()
    with pytest.raises(InvalidRequestError, match=" 68,761,419,776 bytes"):
        attached(sources, "email.send")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1_000_000


def test_file_that_is_larger_than_it_said() -> None:
    """A file that goes on beyond the limit is refused as soon as it does."""
    with pytest.raises(InvalidRequestError, match="attachments have 42,467,328 bytes"):
        attach(Path("/dev/zero"))


def test_memory(tmp_path: Path) -> None:
    """Attaching a file takes less than three times its size."""
    path = sparse(tmp_path, 12 * 1024 * 1024)
    tracemalloc.start()
    attach(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 3 * path.stat().st_size


def test_limit_of_a_message() -> None:
    """Each message of a batch may have 40 MiB attached, and the one that has more is named."""
    messages = [
        EmailMessage(from_="a", to="b", subject="s", text="t", attachments=[of_size(size), READY])
        for size in (MOST - 5, MOST - 4)
    ]
    check_sizes([messages[0], messages[0]], "email.send_batch")
    with pytest.raises(InvalidRequestError, match="have 41,943,041 bytes together") as caught:
        check_sizes(messages, "email.send_batch")

    assert "emails[1].attachments" == caught.value.field
