"""Any bytes of a server: an attempt ends in time, with a response or a failure."""

import asyncio
import gzip
import time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from jetemail_api_client._call.exchange import MAX_CONTENT, Response, TransportFailure

from ..adapters import BOUNDED, KINDS, adapter_to, patient, sending, status_of
from ..raw_server import Act, HangUp, Stage, cut, playing

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
FIVE = OK + b"Content-Length: 5\r\n"
GZIP = OK + b"Content-Encoding: gzip\r\n"


def compressed(content: bytes) -> bytes:
    """Return gzip data that is the same every time: it is part of test ids."""
    return gzip.compress(content, mtime=0)


async def exchanged(kind: str, act: Act, seconds: float = 30) -> Response | TransportFailure:
    """Return the result of an attempt at a server that plays an act."""
    with playing(act) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            send = evolve(patient(server.base_url, "GET"), timeout=seconds)
            return await adapter.exchange(send)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 1000 Too many\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 099 Too few\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhello",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 600 Odd\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 999 Odd\r\nContent-Length: 5\r\n\r\nhello",
        FIVE + b"\r\nhell",
        FIVE + b"Content-Length: 6\r\n\r\nhello",
        OK + b"Content-Length: -5\r\n\r\nhello",
        CHUNKED,
        CHUNKED + b"zz\r\n",
        CHUNKED + b"5",
        OK + b"X: " + b"a" * 1_000_000,
        OK + b"".join(b"X-%d: a\r\n" % number for number in range(100_000)),
        OK + b"X: a\x00b\r\n\r\n",
        GZIP + b"Content-Length: 10\r\n\r\n" + compressed(b"hello")[:10],
        GZIP + b"Transfer-Encoding: chunked\r\n\r\n5\r\n" + compressed(b"a")[:5] + b"\r\n0\r\n\r\n",
        GZIP + b"Content-Length: 7\r\n\r\nno gzip",
        GZIP + b"\r\n" + compressed(b"hello")[:-1],
    ],
)
async def test_invalid_or_incomplete_response(kind: str, data: bytes) -> None:
    """A response that is invalid or incomplete leaves the outcome unknown."""
    assert "unknown" == status_of(await exchanged(kind, cut(data)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100 + FIVE + b"\r\nhello", (200, b"hello")),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", (304, b"")),
        (
            b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 5\r\n\r\nhello",
            (302, b"hello"),
        ),
        (FIVE + b"Set-Cookie: \xff=;;=\r\n\r\nhello", (200, b"hello")),
        (FIVE + b"Retry-After: 1\r\nRetry-After: 2\r\n\r\nhello", (200, b"hello")),
        (OK + b"\r\nhello", (200, b"hello")),
        (b"HTTP/1.0 200 OK\r\n\r\nhello", (200, b"hello")),
        (FIVE + b"Content-Encoding: br\r\n\r\nhello", (200, b"hello")),
        (CHUNKED + b"0\r\nX-Trailer: a\r\n\r\n", (200, b"hello")),
        (GZIP + b"\r\n" + compressed(b"hello"), (200, b"hello")),
        (GZIP + b"Content-Length: 0\r\n\r\n", (200, b"")),
    ],
)
async def test_unusual_response(kind: str, data: bytes, expected: tuple[int, bytes]) -> None:
    """A response that is unusual, but valid and complete, is returned."""
    event = await exchanged(kind, cut(data))

    assert isinstance(event, Response)
    assert expected == (event.status, event.content)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [204, 304])
async def test_body_after_a_status_without_body(kind: str, status: int) -> None:
    """Data after a 204 or 304 is part of no response."""
    bare = b"HTTP/1.1 %d Bare\r\nContent-Length: 5\r\n\r\nhello" % status
    with playing(lambda stage: stage.send(bare), cut(FIVE + b"\r\nhello")) as server:
        async with adapter_to(server.base_url, kind=kind) as adapter:
            first = await adapter.exchange(patient(server.base_url, "GET"))
            second = await adapter.exchange(patient(server.base_url, "GET"))

    assert status_of(first) in {status, "unknown"}
    assert status_of(second) in {200, "unknown"}
    assert not isinstance(first, Response) or first.content == b""


@pytest.mark.parametrize("kind", KINDS)
async def test_headers_outside_ascii(kind: str) -> None:
    """Headers in any encoding can be printed."""
    event = await exchanged(
        kind, cut(FIVE + b"Server: caf\xe9 \xff\r\nDate: caf\xc3\xa9\r\n\r\nhello")
    )

    assert isinstance(event, Response)
    assert event.headers["server"].startswith("caf")
    assert "".join(event.headers.values()).encode()


def dripping(start: bytes, *drops: bytes, every: float = 0.02) -> Act:
    """Send the start, then the drops one by one, over and over."""

    def act(stage: Stage) -> None:
        stage.send(start)
        while not stage.is_over.is_set():
            for drop in drops:
                stage.is_over.wait(every)
                stage.send(drop)
        raise HangUp

    return act


@pytest.mark.parametrize("kind", BOUNDED)
@pytest.mark.parametrize(
    ("act", "phase"),
    [
        (dripping(b"", b"H", b"T", b"T", b"P", b"/1.1 2", b"0", b"0 ", *[b"x"] * 100), "read"),
        (dripping(OK, b"X", b":", b"a", b"\r\n"), "read"),
        (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "read"),
        (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n", every=0), "read"),
        (dripping(CHUNKED, b"0" * 1), "total"),
        (dripping(CHUNKED, b"1\r\n", b"a\r\n"), "total"),
        (dripping(CHUNKED, b"1\r\na\r\n", every=0), "total"),
        (dripping(CHUNKED + b"0\r\n", b"X: a\r\n"), "total"),
        (dripping(OK + b"\r\n", b"a"), "total"),
        (dripping(GZIP + b"\r\n" + compressed(b"a" * 99)[:12], b""), "total"),
        (dripping(GZIP + b"\r\n", compressed(b"")), "total"),
    ],
)
async def test_drip(kind: str, act: Act, phase: str) -> None:
    """A response that is sent slowly, or without end, ends at the deadline."""
    started = time.monotonic()
    event = await exchanged(kind, act, seconds=1)

    assert isinstance(event, TransportFailure)
    assert event.may_have_arrived
    assert event.phase in {phase, None}
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [200, 302, 500])
async def test_endless_body(kind: str, status: int) -> None:
    """A body is read up to the size limit, for any status."""
    piece = bytes(1_000_000)

    def flood(stage: Stage) -> None:
        stage.send(b"HTTP/1.1 %d Flood\r\nLocation: /\r\n\r\n" % status)
        while True:
            stage.send(piece)

    event = await exchanged(kind, flood)

    assert isinstance(event, Response)
    assert (status, False, MAX_CONTENT) == (event.status, event.is_complete, len(event.content))


@pytest.mark.parametrize("kind", KINDS)
async def test_gzip_in_gzip(kind: str) -> None:
    """One layer of gzip is decoded; the second is content."""
    inner = gzip.compress(gzip.compress(bytes(10_000_000)))
    head = GZIP.replace(b"gzip", b"gzip, gzip") + b"Content-Length: %d\r\n\r\n" % len(inner)
    event = await exchanged(kind, cut(head + inner))

    assert isinstance(event, Response)
    assert inner == event.content


HTTP_BYTES = st.lists(
    st.one_of(
        st.sampled_from([OK, FIVE, GZIP, CHUNKED, b"HTTP/1.1 ", b"\r\n", b"\r\n\r\n", b"hello"]),
        st.sampled_from(
            [b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"0\r\n", b"100 "]
        ),
        st.sampled_from(
            [b"Connection: close\r\n", b"Upgrade: a\r\n", b"\x1f\x8b", b"ffffffff\r\n"]
        ),
        st.binary(max_size=8),
        st.integers(-1, 1 << 65).map(b"%d\r\n".__mod__),
    ),
    max_size=8,
).map(b"".join)


@pytest.mark.parametrize("kind", KINDS)
@given(data=HTTP_BYTES, pause=st.booleans(), is_kept=st.booleans())
@settings(max_examples=60)
def test_any_bytes(kind: str, data: bytes, pause: bool, is_kept: bool) -> None:
    """Any bytes, in one or two pieces, before EOF or silence, give a response or a failure."""

    def act(stage: Stage) -> None:
        half = len(data) // 2 if pause else 0
        stage.send(data[:half])
        stage.is_over.wait(0.005)
        stage.send(data[half:])
        if not is_kept:
            raise HangUp

    async def twice() -> list[Response | TransportFailure]:
        with playing(act) as server:
            async with adapter_to(server.base_url, kind=kind) as adapter:
                send = sending(server.base_url, content=b"x", timeout=0.1)
                return [await adapter.exchange(send) for _ in range(2)]

    for event in asyncio.run(twice()):
        assert isinstance(event, Response | TransportFailure)
        assert not isinstance(event, Response) or 200 <= event.status <= 999
