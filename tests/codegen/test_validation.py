"""Reading files strictly: values that Python's parsers drop or change are rejected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from codegen.validation import GenerationError, read_json, read_yaml, validate

JSON_PROBLEMS = [
    (b"", "it is not JSON: Expecting value: line 1 column 1 (char 0)."),
    (b"{", "it is not JSON: Expecting property name enclosed in double quotes"),
    (b"\xff", "it is not JSON: "),
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

    assert read_json(file, "it") == {"a": [1, 2.5, True, None, "ü"]}


@pytest.mark.parametrize(("content", "message"), JSON_PROBLEMS)
def test_invalid_json(file: Path, content: bytes, message: str) -> None:
    """Invalid JSON is rejected, and values that Python's parser would drop or change."""
    file.write_bytes(content)

    with pytest.raises(GenerationError) as caught:
        read_json(file, "it")

    assert caught.value.problems == [str(caught.value)]
    assert str(caught.value).startswith(message)


def test_deeply_nested_json(file: Path) -> None:
    """JSON that Python cannot decode for its nesting is rejected."""
    file.write_bytes(b"[" * 300_000 + b"]" * 300_000)

    with pytest.raises(GenerationError, match=r"^it is nested too deeply\.$"):
        read_json(file, "it")


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


@pytest.mark.parametrize("read", [lambda file: read_json(file, "file"), read_yaml])
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
