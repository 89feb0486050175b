"""Files are read strictly: what Python's readers would drop or change is refused."""

from pathlib import Path

import pytest

from codegen.source import DoesNotFit, read_json, read_yaml

JSON_PROBLEMS = [
    (b"", "file is not JSON: Expecting value: line 1 column 1 (char 0)."),
    (b"{", "file is not JSON: Expecting property name enclosed in double quotes"),
    (b"\xff", "file is not JSON: "),
    (b'{"a": {"b": 1, "c": 2, "b": 3}}', "file > a has the key b twice."),
    (b'[{"b": 1, "b": 1}]', "file > 0 has the key b twice."),
    (b'{"a": [1e999]}', "file > a > 0 is no finite number."),
    (b'{"a": NaN}', "file > a is no finite number."),
    (b'{"a": "\\ud800"}', "file > a holds half of a surrogate pair."),
    (b'{"\\ud800": 1}', "file has a key that holds half of a surrogate pair."),
]
YAML_PROBLEMS = [
    (b"a: [", "file is not YAML: "),
    (b"a: 1\na: 2\n", "file is not YAML: "),
    (b"\xff\xfe\xfd", "file is not YAML: "),
    (b"a: !!python/object:os.system {}\n", "file is not YAML: "),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "file"


def test_json(file: Path) -> None:
    """JSON is read as it is."""
    file.write_bytes('{"a": [1, 2.5, true, null, "ü"]}'.encode())

    assert read_json(file) == {"a": [1, 2.5, True, None, "ü"]}


@pytest.mark.parametrize(("content", "words"), JSON_PROBLEMS)
def test_json_that_is_refused(file: Path, content: bytes, words: str) -> None:
    """What is no JSON, or not all kept by Python's reader, is refused with its place."""
    file.write_bytes(content)

    with pytest.raises(DoesNotFit) as caught:
        read_json(file)

    assert caught.value.problems == [str(caught.value)]
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("depth", [200, 1500, 30_000, 300_000])
def test_json_that_is_nested_deeply(file: Path, depth: int) -> None:
    """JSON that is nested beyond reason is refused, whether or not this Python can read it."""
    file.write_bytes(b"[" * depth + b"]" * depth)

    with pytest.raises(DoesNotFit, match=r"^file.* is nested too deeply\.$"):
        read_json(file)


@pytest.mark.parametrize(("content", "words"), YAML_PROBLEMS)
def test_yaml_that_is_refused(file: Path, content: bytes, words: str) -> None:
    """What is no YAML, has a key twice, or wants to run code is refused."""
    file.write_bytes(content)

    with pytest.raises(DoesNotFit) as caught:
        read_yaml(file)

    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("read", [read_json, read_yaml])
def test_file_that_is_missing(file: Path, read: object) -> None:
    """A file that cannot be read is named."""
    assert callable(read)
    with pytest.raises(DoesNotFit, match=r"file cannot be read: No such file or directory\."):
        read(file)
