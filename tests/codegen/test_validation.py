"""Reading files strictly: values that Python's parsers drop or change are rejected."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.validation import GenerationError, read_document, read_yaml, validate

JSON_PROBLEMS = [
    (b"", "it is not JSON: Expecting value: line 1 column 1 (char 0)."),
    (b"{", "it is not JSON: Expecting property name enclosed in double quotes"),
    (b"{\xff", "it is not JSON: "),
    (b'{"a": {"b": 1, "c": 2, "b": 3}}', "it is not JSON: an object has the key b twice."),
    (b'[{"b": 1, "b": 1}]', "it is not JSON: an object has the key b twice."),
    (b'{"a": [1e999]}', "it is not JSON: 1e999 is not a finite number."),
    (b'{"a": NaN}', "it is not JSON: NaN is not a finite number."),
    (b'{"a": "\\ud800"}', "it is not JSON: 'utf-8' codec can't encode character '\\ud800'"),
    (b'{"\\ud800": 1}', "it is not JSON: 'utf-8' codec can't encode character '\\ud800'"),
]
YAML_PROBLEMS = [
    (b"a: [", "file is not YAML: "),
    (b"a: 1\na: 2\n", "file is not YAML: "),
    (b"1: a\n'1': b\n", "file is not YAML: an object has the key 1 twice"),
    (b"\xff\xfe\xfd", "file is not YAML: "),
    (b"a: !!python/object:os.system {}\n", "file is not YAML: "),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A path without a file."""
    return tmp_path / "file"


def test_json(file: Path) -> None:
    """JSON is decoded."""
    file.write_bytes('{"a": [1, 2.5, true, null, "ü"]}'.encode())

    assert read_document(file, "it") == {"a": [1, 2.5, True, None, "ü"]}


@pytest.mark.parametrize(("content", "message"), JSON_PROBLEMS)
def test_invalid_json(file: Path, content: bytes, message: str) -> None:
    """Invalid JSON is rejected, and values that Python's parser would drop or change."""
    file.write_bytes(content)

    with pytest.raises(GenerationError) as caught:
        read_document(file, "it")

    assert caught.value.problems == [str(caught.value)]
    assert str(caught.value).startswith(message)


def test_deeply_nested_json(file: Path) -> None:
    """JSON that Python cannot decode for its nesting is rejected."""
    file.write_bytes(b"[" * 300_000 + b"]" * 300_000)

    with pytest.raises(GenerationError, match=r"^it is nested too deeply\.$"):
        read_document(file, "it")


YAML = b"""
responses: {200: &ok {description: no}, 404: *ok}
date: 2026-01-02
time: 2026-01-02T03:04:05Z
version: 3.10
whole: [010, +7, 0x1F, 0o17]
part: [1e3, -.5, 1.]
text: [12:30, 1_000, yes, =]
missing: [~, null, ]
merged: &merged {<<: *ok, code: 200}
inner: {from: &inner {<<: *merged, code: 201}}
outer: {<<: *inner, more: true}
"""
DEEP = b"[" * 900
BEYOND_JSON = [
    *(b"a: &a [*a]", b"a: .nan", b"? [a]\n: b", b"a: " + b"[" * 5000),
    # Each part refers to the one before: how deep JSON may be differs from Python to Python.
    b"a0: &a0 1\n"
    + b"".join(
        b"a%d: &a%d %b*a%d%b\n" % (number, number, DEEP, number - 1, b"]" * 900)
        for number in range(1, 300)
    ),
]
OTHERS = [
    (b"<!DOCTYPE html><title>Sign in</title>", "an HTML page"),
    (b"\xef\xbb\xbf\n <HTML>", "an HTML page"),
    (b'<?xml version="1.0"?>', "XML"),
    (b"PK\x03\x04...", "a ZIP archive"),
    (b"%PDF-1.7", "a PDF"),
]


def test_yaml_document(file: Path) -> None:
    """A document in YAML has the values that it would have in JSON."""
    file.write_bytes(YAML)

    assert read_document(file, "it") == {
        "responses": {"200": {"description": "no"}, "404": {"description": "no"}},
        "date": "2026-01-02",
        "time": "2026-01-02T03:04:05Z",
        "version": 3.1,
        "whole": [10, 7, 31, 15],
        "part": [1000.0, -0.5, 1.0],
        "text": ["12:30", "1_000", "yes", "="],
        "missing": [None, None],
        "merged": {"description": "no", "code": 200},
        "inner": {"from": {"description": "no", "code": 201}},
        "outer": {"description": "no", "code": 201, "more": True},
    }


@pytest.mark.parametrize("content", [b'{"a": [1]}', b"a: [1]"])
def test_compressed_document(file: Path, content: bytes) -> None:
    """JSON and YAML may be compressed."""
    file.write_bytes(gzip.compress(content))

    assert read_document(file, "it") == {"a": [1]}


@pytest.mark.parametrize(
    "content", [gzip.compress(b"{}", mtime=0)[:-5], b"\x1f\x8b", b"\x1f\x8b\x08" * 9]
)
def test_incomplete_compression(file: Path, content: bytes) -> None:
    """A download that broke off is no document."""
    file.write_bytes(content)

    with pytest.raises(GenerationError, match=r"^it is not complete gzip: "):
        read_document(file, "it")


@pytest.mark.parametrize(("content", "kind"), OTHERS)
def test_other_kinds_of_files(file: Path, content: bytes, kind: str) -> None:
    """What else a server may send is named."""
    file.write_bytes(content)

    with pytest.raises(GenerationError) as caught:
        read_document(file, "it")

    assert [f"it is {kind}, not a document in JSON or YAML."] == caught.value.problems


@pytest.mark.parametrize("content", BEYOND_JSON)
def test_yaml_beyond_json(file: Path, content: bytes) -> None:
    """YAML that JSON cannot express is rejected."""
    file.write_bytes(content)

    with pytest.raises(GenerationError, match=r"^it is (not YAML: |nested too deeply)"):
        read_document(file, "it")


@pytest.mark.parametrize(("content", "message"), YAML_PROBLEMS)
def test_invalid_yaml(file: Path, content: bytes, message: str) -> None:
    """Invalid YAML, a repeated key, or a tag of a Python object is rejected."""
    file.write_bytes(content)

    with pytest.raises(GenerationError) as caught:
        read_yaml(file)

    assert str(caught.value).startswith(message)


def test_yaml_keys(file: Path) -> None:
    """Keys and dates of YAML become strings, as in JSON."""
    file.write_text("1: 2026-01-02")

    assert {"1": "2026-01-02"} == read_yaml(file)


@pytest.mark.parametrize("read", [lambda file: read_document(file, "file"), read_yaml])
def test_missing_file(file: Path, read: Callable[[Path], object]) -> None:
    """A file that cannot be read is named."""
    with pytest.raises(GenerationError, match=r"file cannot be read: No such file or directory\."):
        read(file)


def test_long_value(file: Path) -> None:
    """A long value is shortened in the message."""
    with pytest.raises(GenerationError) as caught:
        validate(["word"] * 500, "spec", "it")

    assert len(str(caught.value)) < 210
    assert str(caught.value).startswith("it: ['word', 'word', ")


def test_extension_beside_an_unsupported_key() -> None:
    """Of the keys of an object, an error names only those that are not supported."""
    operation = {"x-internal": True, "responses": {}, "callbacks": {}}
    document = {"info": {"title": "a", "version": "1"}, "paths": {"/a": {"get": operation}}}
    with pytest.raises(GenerationError) as caught:
        validate(document, "spec", "it")

    assert ["it > paths > /a > get has callbacks, which is not supported."] == caught.value.problems
