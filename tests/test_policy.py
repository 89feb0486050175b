"""The decisions about one attempt: its effect, whether it is repeated, and when."""

from email.utils import formatdate
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client._policy import (
    BACKOFF_FIRST,
    Answer,
    Effect,
    Fault,
    effect_of,
    is_retried,
    outcome_of,
    pause_before_retry,
    retry_after,
)
from jetemail_api_client._runtime.records import RetryClass
from jetemail_api_client.errors import AttemptOutcome

NOW = 1_700_000_000.0
UNSENT = Fault(reason="could not connect", may_have_arrived=False)
BROKEN = Fault(reason="the connection broke", may_have_arrived=True)

RETRY_CLASSES: tuple[RetryClass, ...] = get_args(RetryClass)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
REPEATABLE = ("safe", "keyed", "idempotent")


def answer(status: int) -> Answer:
    """An answer of which only the status matters."""
    return Answer(status=status, headers={}, content=b"")


@pytest.mark.parametrize(
    ("event", "effect"),
    [
        (UNSENT, "not_sent"),
        (BROKEN, "ambiguous"),
        *((answer(status), "done") for status in (200, 201, 202, 204, 207, 299)),
        *((answer(status), "refused") for status in (100, 199, 300, 301, 304, 400, 401, 407)),
        *((answer(status), "refused") for status in (403, 404, 409, 422, 428, 430, 451, 499)),
        (answer(429), "limited"),
        *((answer(status), "ambiguous") for status in (408, 500, 502, 503, 520, 527, 599, 600)),
    ],
)
def test_effect(event: Answer | Fault, effect: Effect) -> None:
    """Only a time-out, a server error or a broken connection leaves open what was done."""
    assert effect == effect_of(event)


def test_repr() -> None:
    """An answer shows its status and nothing that may hold a secret."""
    shown = Answer(status=200, headers={"set-cookie": "planted"}, content=b"planted")

    assert "Answer(status=200, whole=True)" == repr(shown)


@pytest.mark.parametrize("retry", RETRY_CLASSES)
@pytest.mark.parametrize(
    ("effect", "retried_classes"),
    [
        ("not_sent", RETRY_CLASSES),
        ("limited", RETRY_CLASSES),
        ("ambiguous", REPEATABLE),
        ("refused", ()),
        ("done", ()),
    ],
)
def test_retry_table(retry: RetryClass, effect: Effect, retried_classes: tuple[str, ...]) -> None:
    """What may have acted is repeated only where a repeat acts no second time."""
    assert (retry in retried_classes) == is_retried(retry, effect)


@pytest.mark.parametrize("retry", RETRY_CLASSES)
def test_retry_of_what_is_absent(retry: RetryClass) -> None:
    """What a list does not show is created again, unless the last answer refused it."""
    retried = {effect for effect in EFFECTS if is_retried(retry, effect, is_absent=True)}

    assert {"not_sent", "limited", "ambiguous", "done"} == retried


@pytest.mark.parametrize("retry", RETRY_CLASSES)
@pytest.mark.parametrize(
    ("event", "changing", "reading"),
    [
        (UNSENT, "not_sent", "not_sent"),
        (BROKEN, "unknown", "unknown"),
        (answer(200), "done", "done"),
        (answer(404), "rejected", "rejected"),
        (answer(429), "rejected", "rejected"),
        (answer(500), "unknown", "rejected"),
    ],
)
def test_outcome(
    event: Answer | Fault, changing: AttemptOutcome, reading: AttemptOutcome, retry: RetryClass
) -> None:
    """An answer to a read is never an unknown outcome, whatever its status."""
    assert (reading if retry == "safe" else changing) == outcome_of(event, retry)


@pytest.mark.parametrize(
    ("attempts", "most"),
    [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0), (100_000, 8.0)],
)
def test_backoff(attempts: int, most: float) -> None:
    """The jitter spreads a pause evenly between nothing and a cap that doubles up to 8 seconds."""
    pauses = [pause_before_retry(attempts, None, jitter) for jitter in (0.0, 0.25, 1.0)]

    assert [0.0, most / 4, most] == pauses


def test_backoff_after_a_wait() -> None:
    """The jitter comes on top of what the server asked for: clients do not return together."""
    assert 300.25 == pause_before_retry(1, 300.0, 0.5)


@given(
    st.integers(min_value=1),
    st.none() | st.floats(min_value=0, max_value=1e9),
    st.floats(min_value=0, max_value=1),
)
def test_pause_is_within_its_cap(attempts: int, wait: float | None, jitter: float) -> None:
    """A pause is never shorter than the server's wait, and never longer than it and the cap."""
    pause = pause_before_retry(attempts, wait, jitter)

    least = wait or 0.0
    assert least <= pause <= least + 8.0
    assert pause <= least + BACKOFF_FIRST * 2.0 ** min(attempts - 1, 99)


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
    """Seconds and dates are understood; a moment that is past is no wait."""
    assert seconds == retry_after({"retry-after": value}, NOW)


@pytest.mark.parametrize(
    ("date", "seconds"),
    [
        (formatdate(NOW - 3600, usegmt=True), 3720.0),
        (formatdate(NOW + 3600, usegmt=True), 0.0),
        ("yesterday", 120.0),
        ("", 120.0),
    ],
)
def test_retry_after_by_the_clock_of_the_server(date: str, seconds: float) -> None:
    """A date is relative to the answer's own date, so that a wrong clock here does no harm."""
    headers = {"retry-after": formatdate(NOW + 120, usegmt=True), "date": date}

    assert seconds == retry_after(headers, NOW)


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
        (f"{formatdate(NOW + 60, usegmt=True)}, {formatdate(NOW + 90, usegmt=True)}", 90.0),
        (f"30, {formatdate(NOW + 60, usegmt=True)}", 60.0),
    ],
)
def test_retry_after_in_other_ways(value: str, seconds: float) -> None:
    """Seconds are understood however they are written; of several times the longest counts."""
    assert seconds == retry_after({"retry-after": value}, NOW)


def test_retry_after_by_several_clocks() -> None:
    """A Date that came twice is read like one that came once."""
    date = formatdate(NOW - 3600, usegmt=True)
    headers = {"retry-after": formatdate(NOW + 120, usegmt=True), "date": f"{date}, {date}"}

    assert 3720.0 == retry_after(headers, NOW)


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
def test_retry_after_junk(value: str) -> None:
    """What is neither seconds nor a date asks for nothing."""
    assert retry_after({"retry-after": value}, NOW) is None


def test_retry_after_missing() -> None:
    """An answer without the header asks for nothing."""
    assert retry_after({"date": formatdate(NOW)}, NOW) is None


# Text that comes close to a date gets further into its parser than any random text.
HEADER_TEXTS = st.text() | st.from_regex(
    r"\A(Mon, )?[0-9-]{1,5} (Jan|Foo) [0-9]{1,6} [0-9:.]{1,9} ?([+-][0-9]{1,9}|GMT|XYZ)?\Z"
)


@given(HEADER_TEXTS, HEADER_TEXTS)
def test_any_header_text_is_understood(value: str, date: str) -> None:
    """Whatever the headers hold, there is a wait that is not negative, or none."""
    seconds = retry_after({"retry-after": value, "date": date}, NOW)

    assert seconds is None or seconds >= 0


@given(st.integers(min_value=200, max_value=599), st.sampled_from(RETRY_CLASSES))
def test_any_status_is_understood(status: int, retry: RetryClass) -> None:
    """Every status has an effect and an outcome, and no success or refusal is repeated."""
    effect = effect_of(answer(status))

    assert effect in EFFECTS
    assert outcome_of(answer(status), retry) in get_args(AttemptOutcome)
    assert not is_retried(retry, effect) or status in {408, 429} or status >= 500
