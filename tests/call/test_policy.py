"""Retry policy: the effect of an attempt, retries, delays, and the headers that set them."""

import time
from collections.abc import Iterator
from email.utils import formatdate
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._call.exchange import Response, TransportFailure
from jetemail_api_client._call.policy import (
    Effect,
    attempt_timeout,
    effect_of,
    may_retry,
    outcome_of,
    parse_http_date,
    parse_retry_after,
    retry_delay,
)
from jetemail_api_client._runtime.operations import RetryClass
from jetemail_api_client.errors import AttemptOutcome

NOW = 1_700_000_000.0
UNSENT = TransportFailure(reason="could not connect", may_have_arrived=False)
BROKEN = TransportFailure(reason="the connection broke", may_have_arrived=True)

RETRY_CLASSES: tuple[RetryClass, ...] = get_args(RetryClass)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
RETRIED = ("safe", "idempotency_key", "idempotent")


def response(status: int) -> Response:
    """Return a response with a status."""
    return Response(status=status, headers={}, content=b"")


@pytest.mark.parametrize(
    ("result", "effect"),
    [
        (UNSENT, "not_sent"),
        (BROKEN, "ambiguous"),
        *((response(status), "done") for status in (200, 201, 202, 204, 207, 299)),
        *((response(status), "rejected") for status in (100, 199, 300, 301, 304, 400, 401, 407)),
        *((response(status), "rejected") for status in (403, 404, 409, 422, 428, 430, 451, 499)),
        (response(429), "rate_limited"),
        *((response(status), "ambiguous") for status in (408, 500, 502, 503, 520, 527, 599, 600)),
    ],
)
def test_effect(result: Response | TransportFailure, effect: Effect) -> None:
    """Only a timeout, a server error or a broken connection has an ambiguous effect."""
    assert effect == effect_of(result)


def test_repr_of_a_response() -> None:
    """The repr of a response hides its headers and its body."""
    shown = Response(status=200, headers={"set-cookie": "planted"}, content=b"planted")

    assert "Response(status=200, is_complete=True)" == repr(shown)


@pytest.mark.parametrize("retry", RETRY_CLASSES)
@pytest.mark.parametrize(
    ("effect", "retried_classes"),
    [
        ("not_sent", RETRY_CLASSES),
        ("rate_limited", RETRY_CLASSES),
        ("ambiguous", RETRIED),
        ("rejected", ()),
        ("done", ()),
    ],
)
def test_retry_table(retry: RetryClass, effect: Effect, retried_classes: tuple[str, ...]) -> None:
    """An ambiguous attempt is retried only where a retry cannot act twice."""
    assert (retry in retried_classes) == may_retry(retry, effect)


@pytest.mark.parametrize("retry", RETRY_CLASSES)
def test_retry_of_an_absent_resource(retry: RetryClass) -> None:
    """An absent resource is created again, unless the last response rejected it."""
    retried = {effect for effect in EFFECTS if may_retry(retry, effect, is_absent=True)}

    assert {"not_sent", "rate_limited", "ambiguous", "done"} == retried


@pytest.mark.parametrize("retry", RETRY_CLASSES)
@pytest.mark.parametrize(
    ("result", "changing", "reading"),
    [
        (UNSENT, "not_sent", "not_sent"),
        (BROKEN, "unknown", "unknown"),
        (response(200), "done", "done"),
        (response(404), "rejected", "rejected"),
        (response(429), "rejected", "rejected"),
        (response(500), "unknown", "rejected"),
    ],
)
def test_outcome(
    result: Response | TransportFailure,
    changing: AttemptOutcome,
    reading: AttemptOutcome,
    retry: RetryClass,
) -> None:
    """An error response to a read never has an unknown outcome."""
    assert (reading if retry == "safe" else changing) == outcome_of(result, retry)


@pytest.mark.parametrize(
    ("attempts", "limit"),
    [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0), (100_000, 8.0)],
)
def test_backoff(attempts: int, limit: float) -> None:
    """Full jitter spreads the delay between 0 and a limit that doubles up to 8 seconds."""
    delays = [retry_delay(attempts, None, jitter) for jitter in (0.0, 0.25, 1.0)]

    assert [0.0, limit / 4, limit] == delays


def test_backoff_after_retry_after() -> None:
    """Jitter is added to Retry-After, so that clients do not retry together."""
    assert 300.25 == retry_delay(1, 300.0, 0.5)


@given(
    st.integers(min_value=1),
    st.none() | st.floats(min_value=0, max_value=1e9),
    st.floats(min_value=0, max_value=1),
)
def test_delay_limits(attempts: int, retry_after: float | None, jitter: float) -> None:
    """The delay lies between Retry-After and Retry-After plus the backoff limit."""
    delay = retry_delay(attempts, retry_after, jitter)

    minimum = retry_after or 0.0
    assert minimum <= delay <= minimum + 8.0
    assert delay <= minimum + 0.5 * 2.0 ** min(attempts - 1, 99)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("1", 1.0),
        (" 300 ", 300.0),
        ("007", 7.0),
        ("999999999", 999_999_999.0),
        (formatdate(NOW + 120, usegmt=True), 120.0),
        (formatdate(NOW - 120, usegmt=True), 0.0),
        (formatdate(NOW, usegmt=True), 0.0),
    ],
)
def test_retry_after(value: str, seconds: float) -> None:
    """Retry-After is parsed as seconds or as a date; a past date is 0."""
    assert seconds == parse_retry_after({"retry-after": value}, NOW)


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        (formatdate(NOW - 3600, usegmt=True), 3720.0),
        (formatdate(NOW + 3600, usegmt=True), 0.0),
        ("yesterday", 120.0),
        ("", 120.0),
    ],
)
def test_retry_after_on_the_server_clock(date: str, seconds: float) -> None:
    """A Retry-After date is relative to the Date header of the response."""
    headers = {"retry-after": formatdate(NOW + 120, usegmt=True), "date": date}

    assert seconds == parse_retry_after(headers, NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("300.0", 300.0),
        ("1.5", 1.5),
        ("1000000000", 1e9),
        ("0000000120", 120.0),
        ("120, 120", 120.0),
        ("1, 300,2", 300.0),
        ("soon, 5", 5.0),
        ("0\x1f", 0.0),
        (f"{formatdate(NOW + 60, usegmt=True)}, {formatdate(NOW + 90, usegmt=True)}", 90.0),
        (f"30, {formatdate(NOW + 60, usegmt=True)}", 60.0),
    ],
)
def test_retry_after_variants(value: str, seconds: float) -> None:
    """Unusual numbers are parsed; the maximum of several values counts."""
    assert seconds == parse_retry_after({"retry-after": value}, NOW)


def test_repeated_date_header() -> None:
    """A repeated Date header is parsed like a single one."""
    date = formatdate(NOW - 3600, usegmt=True)
    headers = {"retry-after": formatdate(NOW + 120, usegmt=True), "date": f"{date}, {date}"}

    assert 3720.0 == parse_retry_after(headers, NOW)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "soon",
        "-1",
        "+1",
        "1e9",
        "soon, 1.2.3",
        "5 seconds",
        "٣",
        "²",
        "9" * 5000,
        "Mon, 99 Foo 2023 99:99:99 GMT",
        "Mon, 01 Jan 999999999999 00:00:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999",
        "2024-01-01T00:00:00Z",
    ],
)
def test_malformed_retry_after(value: str) -> None:
    """A malformed Retry-After header is ignored."""
    assert parse_retry_after({"retry-after": value}, NOW) is None


def test_missing_retry_after() -> None:
    """A response without Retry-After requests no delay."""
    assert parse_retry_after({"date": formatdate(NOW)}, NOW) is None


# Almost valid dates reach more of the parser than random text.
HEADER_TEXTS = st.text() | st.from_regex(
    r"\A(Mon, )?[0-9-]{1,5} (Jan|Foo) [0-9]{1,6} [0-9:.]{1,9} ?([+-][0-9]{1,9}|GMT|XYZ)?\Z"
)


@given(HEADER_TEXTS, HEADER_TEXTS)
def test_any_header_text(value: str, date: str) -> None:
    """For any header text, the delay is None or not negative."""
    seconds = parse_retry_after({"retry-after": value, "date": date}, NOW)

    assert seconds is None or seconds >= 0


@given(st.integers(min_value=200, max_value=599), st.sampled_from(RETRY_CLASSES))
def test_any_status(status: int, retry: RetryClass) -> None:
    """Every status has an effect and an outcome; only known failures are retried."""
    effect = effect_of(response(status))

    assert effect in EFFECTS
    assert outcome_of(response(status), retry) in get_args(AttemptOutcome)
    assert not may_retry(retry, effect) or status in {408, 429} or status >= 500


@pytest.mark.parametrize(
    ("content", "seconds"),
    [(None, 2.5), (b"", 2.5), (bytes(262_143), 2.5), (bytes(262_144), 3.5), (bytes(786_432), 5.5)],
)
def test_attempt_timeout(content: bytes | None, seconds: float) -> None:
    """An attempt has a second more for each 256 KiB that it uploads."""
    assert seconds == attempt_timeout(2.5, content)


# The examples of RFC 9110, section 5.6.7.
HTTP_DATE_SECONDS = 784_111_777.0


HTTP_DATES = [
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 -0000",
    "Sun, 06 Nov 1994 10:49:37 +0200",
]


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def time_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run a test in each of these time zones."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("time_zone")
@pytest.mark.parametrize("date", HTTP_DATES)
def test_http_date(date: str) -> None:
    """An HTTP date without a zone is in GMT, not in the machine's time zone."""
    assert HTTP_DATE_SECONDS == parse_http_date(date)


@pytest.mark.usefixtures("time_zone")
@pytest.mark.parametrize("date", HTTP_DATES)
def test_retry_after_date_without_a_zone(date: str) -> None:
    """A Retry-After date is parsed independently of the machine's time zone."""
    assert 30.0 == parse_retry_after({"retry-after": date}, HTTP_DATE_SECONDS - 30)
