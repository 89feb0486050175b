"""The rows of the sandbox's page, made of the state without HTTP."""

import time
from typing import Any

import pytest

from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.account.faults import Fault
from jetemail_api_client.sandbox.http.page import messages, parts, statuses, tables, texts
from jetemail_api_client.sandbox.inbound.messages import InboundMessage
from jetemail_api_client.sandbox.outbound.messages import Message
from jetemail_api_client.sandbox.outbound.outcomes import OUTCOMES

from .account import START, Caller, stopped_clock


def sent(account: Account, *recipients: str, **fields: Any) -> Message:
    """Submit a message and let all become of it that does so at once."""
    given: dict[str, Any] = {"sender": "a@example.com", "header_from": "", "subject": ""} | fields
    scheduled_at = given.pop("scheduled_at", None)
    message = Message(**given, to=list(recipients), recipients=list(recipients))
    account.messages.submit(message, scheduled_at)
    account.run_due()
    return message


def inbound(**fields: Any) -> InboundMessage:
    """Make an inbound message."""
    domain = {"domain": "a.example", "domain_uuid": "d"}
    own = {"uid": "u", "message_id": "<m@x>", "sender": "a@x.example", "to": "b@a.example"}
    parts: dict[str, Any] = domain | own | fields
    return InboundMessage(**parts)


def words(account: Account, message: Message | InboundMessage) -> list[str]:
    """Return the words of the timeline of a message."""
    return [one.status.word for one in messages.timeline(account, message)]


@pytest.mark.parametrize(
    ("local_part", "word", "is_failed"),
    [
        ("bounce", "Bounced", True),
        ("soft-bounce", "Soft bounce", True),
        ("deferred", "Deferred", False),
        ("reject", "Rejected", True),
        ("spam", "Spam", True),
        ("virus", "Virus", True),
        ("drop", "Dropped", True),
        ("complaint", "Complaint", False),
        ("open", "Opened", False),
        ("click", "Clicked", False),
        ("slow", "Queued", False),
        ("b", "Delivered", False),
    ],
)
def test_status_of_an_outcome(local_part: str, word: str, is_failed: bool) -> None:
    """Each outcome has a word, and failed ones are found by the filter."""
    account = Account(clock=stopped_clock())
    message = sent(account, f"{local_part}@example.org")
    account.advance(5)
    status, note = messages.status_of(message)

    assert (status.word, note) == (word, "")
    assert messages.FILTERS["failed"](message) == is_failed
    assert (status.tone == "bad") == is_failed
    assert bool(messages.reasons(message)) == (is_failed or word == "Deferred")


def test_every_outcome_has_a_status() -> None:
    """Whatever becomes of a message, its page has words for it, and for what is planned."""
    account = Account(clock=stopped_clock())
    everything = [sent(account, f"{name}@example.org") for name in OUTCOMES]
    planned = dict(zip(OUTCOMES, [words(account, one) for one in everything], strict=True))
    account.advance(1000)
    reached = dict(zip(OUTCOMES, [words(account, one) for one in everything], strict=True))

    assert planned["deferred"] == reached["deferred"] == ["Queued", "Deferred", "Delivered"]
    assert planned["click"] == ["Queued", "Delivered", "Opened"]
    assert reached["click"] == ["Queued", "Delivered", "Opened", "Clicked"]
    assert all(one[0] == "Queued" and len(one) > 1 for one in planned.values())


def test_status_of_several_recipients() -> None:
    """Of several recipients, the one that needs a look decides, with how many it is for."""
    account = Account(clock=stopped_clock())
    mixed = sent(account, "bounce@x.example", "a@x.example", "bounce@y.example")
    same = sent(account, "a@x.example", "b@x.example")

    assert messages.status_of(mixed) == (statuses.ACTIONS["BOUNCED_HARD"], "2 of 3")
    assert messages.status_of(same) == (statuses.ACTIONS["ACCEPTED"], "")
    assert [one[0] for one in messages.reasons(mixed)] == ["bounce@x.example", "bounce@y.example"]


def test_scheduled_message() -> None:
    """A scheduled message says so, and when it is queued."""
    account = Account(clock=stopped_clock())
    message = sent(account, "a@x.example", scheduled_at=int(START) + 60)
    sent(account, "slow@x.example")

    assert messages.status_of(message) == (statuses.SCHEDULED, "")
    (planned,) = messages.timeline(account, message)
    assert (planned.status.word, planned.time, planned.is_planned) == ("Queued", START + 60, True)


def test_reasons() -> None:
    """A failure is explained by the local part, or by the list of suppressions."""
    account = Account(clock=stopped_clock())
    Caller(account)("suppressions.create", {"target_value": "c@x.example"})
    bounced = sent(account, "Bounce+1@x.example")
    suppressed = sent(account, "c@x.example")
    bounced.actions[1].receiver = "other@x.example"

    assert messages.reasons(bounced) == [("other@x.example", "550 5.1.1 User unknown", "")]
    assert messages.reasons(suppressed)[0][2] == (
        "The address is suppressed, or its local part is drop."
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("received", ["Received"]),
        ("delivered", ["Received", "Delivered"]),
        ("quarantined", ["Received", "Quarantined"]),
        ("blocked", ["Received", "Blocked"]),
    ],
)
def test_inbound_message(status: str, expected: list[str]) -> None:
    """An inbound message has a timeline too, and a reason if it was not delivered."""
    message = inbound(status=status, response="r")

    assert words(Account(), message) == expected
    assert messages.status_of(message)[0].word == expected[-1]
    assert len(messages.reasons(message)) == (status in {"quarantined", "blocked"})
    assert messages.FILTERS["failed"](message) == (status == "blocked")
    assert ("To", "b@a.example") in messages.headers_of(message)


def test_headers() -> None:
    """Headers that a message brings itself replace those made of its fields."""
    account = Account(clock=stopped_clock())
    message = sent(account, "a@x.example", headers={"MESSAGE-ID": "<own>", "X-A": "1"})

    assert messages.headers_of(message) == [
        *(("To", "a@x.example"), ("MESSAGE-ID", "<own>"), ("X-A", "1"))
    ]


@pytest.mark.parametrize(
    ("fields", "snippet"),
    [
        ({"text": " Hi\n there "}, "Hi there"),
        ({"html": "<style>p {}</style><!-- a --><p>Hi <b>you</b></p>"}, "Hi you"),
        ({"html": "<script>" * 10_000}, ""),
        ({"text": "a" * 500}, "a" * 160),
        ({}, ""),
    ],
)
def test_snippet(fields: dict[str, str], snippet: str) -> None:
    """The list shows the start of the text, or of the HTML without tags."""
    account = Account(clock=stopped_clock())
    sent(account, "a@x.example", **fields)
    (row,) = messages.listing(account, query="", chosen="all", page=1).rows

    assert row.snippet == snippet


@pytest.mark.parametrize("html", ["<a " * 200_000, "<a href='" * 60_000, "<!doctype" * 60_000])
def test_time_of_hostile_html(html: str) -> None:
    """The time for a part grows with its length, and no faster."""
    account = Account(clock=stopped_clock())
    message = sent(account, "a@x.example", html=html)
    begun = time.monotonic()
    parts.links_of(message)
    parts.html_document(message)

    assert time.monotonic() - begun < 20


def test_number_of_links() -> None:
    """Of many links, the first 50 are shown, each once."""
    account = Account(clock=stopped_clock())
    links = "".join(f'<A class=x HREF="https://a.example/{number}">' for number in range(99))
    message = sent(account, "a@x.example", html=links * 2, text="https://a.example/0")

    assert parts.links_of(message) == [f"https://a.example/{number}" for number in range(50)]


@pytest.mark.parametrize(
    ("fields", "text", "count"),
    [
        ({"status": 500}, "Responds with 500", "the next request of email.send"),
        (
            {"retry_after": 1.5, "times": None},
            "Responds with 429, Retry-After 1.5 s",
            "all requests of email.send",
        ),
        (
            {"delay": 2, "drip": 0.5, "cut": True, "times": 3, "after": 1},
            "Waits 2 s, sends a byte each 0.5 s, sends half of the body",
            "the next 3 requests of email.send, after 1 others",
        ),
        (
            {"reset": True, "acts": True},
            "Acts, then resets the connection",
            "the next request of email.send",
        ),
    ],
)
def test_fault(fields: dict[str, Any], text: str, count: str) -> None:
    """A fault is described in words."""
    fault = Fault(operation="email.send", **fields)

    assert (tables.fault_text(fault), tables.fault_count(fault)) == (text, count)


@pytest.mark.parametrize("kind", tables.FAULTS)
def test_kinds_of_faults(kind: str) -> None:
    """Each fault of the form is a valid one."""
    label, fields = tables.FAULTS[kind]

    assert label and Fault(operation="*", **fields)


@pytest.mark.parametrize(("code", "tone"), [(201, "good"), (404, "warn"), (500, "bad")])
def test_status_of_a_response(code: int, tone: str) -> None:
    """The tone of a response tells errors of the client from those of the server."""
    assert statuses.of_response(code) == statuses.Status(str(code), tone)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.2, "0 s"),
        (59.6, "1 min"),
        (61, "1 min 1 s"),
        (3600, "1 h"),
        (90_061, "1 d 1 h"),
    ],
)
def test_duration(seconds: float, text: str) -> None:
    """Durations are in their two largest units."""
    assert texts.duration(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"), [(999, "999 bytes"), (36_120, "36.1 kB"), (40_000_000, "40 MB")]
)
def test_size(count: int, text: str) -> None:
    """Sizes are in decimal units."""
    assert texts.size(count) == text


def test_clock() -> None:
    """A time has a date unless it is of today, and a year unless it is of this one."""
    noon = 1_797_249_600.0
    year = 366 * 86_400

    assert len(texts.clock(noon, noon)) == len("12:00:00")
    assert len(texts.clock(noon - 2 * 86_400, noon)) == len("12 Dec 12:00")
    assert texts.clock(noon - year, noon).startswith("2025-12-")
