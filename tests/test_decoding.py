"""Bodies: decompressed as they come, never half of one, never more than there is room for."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._transport.body import Body, BrokenBodyError


def fed(body: Body, data: bytes, size: int = 7) -> Body:
    """A body that took some bytes, so many at a time."""
    for start in range(0, len(data), size):
        body.feed(data[start : start + size])
    return body


@given(st.binary(max_size=300), st.integers(1, 50), st.sampled_from(["gzip", " X-GZIP", "", None]))
def test_content(content: bytes, size: int, encoding: str | None) -> None:
    """Whatever the pieces are, the content is what was sent."""
    data = gzip.compress(content) if encoding else content

    assert content == fed(Body(encoding), data, size).content()


@given(st.binary(max_size=50), st.integers(1, 200))
def test_cut(content: bytes, cut: int) -> None:
    """A compressed body that ends too early is broken, wherever it ends."""
    data = gzip.compress(content)
    body = fed(Body("gzip"), data[: max(1, len(data) - cut)])

    with pytest.raises(BrokenBodyError):
        body.content()


def test_members() -> None:
    """A body may be compressed in several members, and the last one must be whole."""
    first, second = gzip.compress(b"one "), gzip.compress(b"two")

    assert b"one two" == fed(Body("gzip"), first + second).content()
    with pytest.raises(BrokenBodyError):
        fed(Body("gzip"), first + second[:-1]).content()


def test_damage() -> None:
    """What is no gzip is told at once."""
    with pytest.raises(BrokenBodyError):
        Body("gzip").feed(b"no gzip")
    with pytest.raises(BrokenBodyError):
        fed(Body("gzip"), gzip.compress(b"one") + b"rest")


@pytest.mark.parametrize("encoding", ["gzip", None])
def test_bounds(encoding: str | None) -> None:
    """What is beyond the bound is dropped, and takes no room before it is."""
    content = bytes(100_000)
    data = gzip.compress(content) if encoding else content
    exact, short = Body(encoding, 100_000), Body(encoding, 99_999)
    fed(exact, data)
    fed(short, data, 1000)

    assert (False, content) == (exact.is_full, exact.content())
    assert (True, content[:-1]) == (short.is_full, short.content())


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "identity"])
def test_other_encodings(encoding: str) -> None:
    """What was not asked for is left as it is: one layer of gzip is all that is undone."""
    assert b"as it is" == fed(Body(encoding), b"as it is").content()


def test_nothing() -> None:
    """An empty body may claim to be compressed."""
    assert b"" == Body("gzip").content()
