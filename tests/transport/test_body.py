"""Decoding of response bodies: complete, or an error, and never above the size limit."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._transport.body import BodyDecodeError, BodyDecoder


def fed(body: BodyDecoder, data: bytes, size: int = 7) -> BodyDecoder:
    """Return a decoder that was fed some bytes, so many at a time."""
    for start in range(0, len(data), size):
        body.feed(data[start : start + size])
    return body


@given(st.binary(max_size=300), st.integers(1, 50), st.sampled_from(["gzip", " X-GZIP", "", None]))
def test_pieces_of_any_size(content: bytes, size: int, encoding: str | None) -> None:
    """The content is independent of the size of the pieces."""
    data = gzip.compress(content) if encoding else content

    assert content == fed(BodyDecoder(encoding), data, size).content()


@given(st.binary(max_size=50), st.integers(1, 200))
def test_incomplete_gzip(content: bytes, cut: int) -> None:
    """A compressed body that is cut off anywhere raises BodyDecodeError."""
    data = gzip.compress(content)
    body = fed(BodyDecoder("gzip"), data[: max(1, len(data) - cut)])

    with pytest.raises(BodyDecodeError):
        body.content()


def test_several_gzip_members() -> None:
    """Several gzip members are joined; the last one must be complete."""
    first, second = gzip.compress(b"one "), gzip.compress(b"two")

    assert b"one two" == fed(BodyDecoder("gzip"), first + second).content()
    with pytest.raises(BodyDecodeError):
        fed(BodyDecoder("gzip"), first + second[:-1]).content()


def test_invalid_gzip() -> None:
    """Bytes that are not gzip raise BodyDecodeError at once."""
    with pytest.raises(BodyDecodeError):
        BodyDecoder("gzip").feed(b"no gzip")
    with pytest.raises(BodyDecodeError):
        fed(BodyDecoder("gzip"), gzip.compress(b"one") + b"rest")


@pytest.mark.parametrize("encoding", ["gzip", None])
def test_size_limit(encoding: str | None) -> None:
    """Content above the limit is dropped, and never held in memory."""
    content = bytes(100_000)
    data = gzip.compress(content) if encoding else content
    exact, short = BodyDecoder(encoding, 100_000), BodyDecoder(encoding, 99_999)
    fed(exact, data)
    fed(short, data, 1000)

    assert (False, content) == (exact.is_full, exact.content())
    assert (True, content[:-1]) == (short.is_full, short.content())


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "identity"])
def test_other_encodings(encoding: str) -> None:
    """Bodies in other encodings are returned as received; gzip is decoded once."""
    assert b"as it is" == fed(BodyDecoder(encoding), b"as it is").content()


def test_empty_body() -> None:
    """An empty body may have `Content-Encoding: gzip`."""
    assert b"" == BodyDecoder("gzip").content()
