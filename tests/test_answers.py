"""What answers mean to a caller: values, and errors with their texts."""

from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client import errors
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client.errors import APIStatusError, JetEmailError, Outcome, Phase
from jetemail_api_client.models import SmtpUsersCreateResult

from .play import BROKEN, CREATED, UNSENT, answer, of_class, play

MAYBE = ". It may exist now: look before you try again."
MAYBE_DONE = ". It may be done, and was not sent again: a repeat could act twice."
DONE = ". It may be done: "
KEEPS = f"{DONE}with the error's idempotency_key, a repeat does not act again."
SAME = f"{DONE}a repeat has the same effect."
KEY_HINT = "Check api_key, or JETEMAIL_API_KEY."
IN_FLIGHT, MISMATCH = "IDEMPOTENCY_IN_FLIGHT", "IDEMPOTENCY_BODY_MISMATCH"
IN_FLIGHT_TEXT = f"409 {IN_FLIGHT}. Repeat it later, with the error's idempotency_key."
MISMATCH_TEXT = f"409 {MISMATCH}. Give each message an idempotency key of its own."
HTML = {"content_type": "text/html"}


@pytest.mark.parametrize(
    ("refusal", "kind", "text"),
    [
        (answer(400, {"error": "no"}), errors.BadRequestError, "400 no"),
        (answer(401, {"message": "no"}), errors.AuthenticationError, f"401 no. {KEY_HINT}"),
        (answer(403, {"error": "a", "message": "b"}), errors.PermissionDeniedError, "403 a"),
        (answer(404, {"error": "", "message": "b"}), errors.NotFoundError, "404 b"),
        (answer(409, {"error": {"a": 1}, "message": "b"}), errors.ConflictError, "409 b"),
        (answer(409, {"error": IN_FLIGHT}), errors.IdempotencyInFlightError, IN_FLIGHT_TEXT),
        (answer(409, {"error": MISMATCH}), errors.IdempotencyMismatchError, MISMATCH_TEXT),
        (answer(413, b""), errors.PayloadTooLargeError, "413 (empty)"),
        (answer(422, {}, **HTML), errors.UnprocessableEntityError, "422 (2 bytes, text/html)"),
        (answer(429, "busy"), errors.RateLimitError, "429 (6 bytes, without a type)"),
        (answer(301, b""), errors.APIStatusError, "301 (empty)"),
        (answer(418, [1]), errors.APIStatusError, "418 (3 bytes, without a type)"),
    ],
)
def test_refusal(refusal: Answer, kind: type[APIStatusError], text: str) -> None:
    """A refusal becomes its own error, in the API's words where it has some."""
    end = play(refusal, max_attempts=1).end

    assert kind is type(end)
    assert f"smtp_users.create: {text}" == str(end)
    assert (refusal.status, "rejected") == (end.status, end.outcome)


@pytest.mark.parametrize(
    ("failure", "kind", "text"),
    [
        (answer(408, b""), errors.APIStatusError, "408 (empty)"),
        (answer(500, {"error": "no"}), errors.InternalServerError, "500 no"),
        (answer(502, b"<p>", **HTML), errors.InternalServerError, "502 (3 bytes, text/html)"),
        (answer(520, b""), errors.InternalServerError, "520 (empty)"),
    ],
)
def test_failure(failure: Answer, kind: type[APIStatusError], text: str) -> None:
    """A server that failed may have acted first, and the error says so."""
    end = play(failure).end

    assert kind is type(end)
    assert f"smtp_users.create: {text}{MAYBE}" == str(end)
    assert (failure.status, "unknown") == (end.status, end.outcome)


def test_details() -> None:
    """An error knows what was asked of whom, and the headers that help in a support case."""
    headers = {
        "content_type": "application/json",
        "date": "Tue, 14 Nov 2023 22:13:20 GMT",
        "server": "cloudflare",
        "retry_after": "5",
        "set_cookie": "session=1",
        "cf_ray": "r2",
        "x_request_id": "r1",
    }
    end = play(answer(409, {"success": False, "error": "in use"}, **headers)).end

    kept = {name.replace("_", "-"): text for name, text in headers.items() if name != "set_cookie"}
    assert kept == end.headers
    assert ("r1", "in use", 5.0) == (end.request_id, end.message, end.retry_after)
    assert {"success": False, "error": "in use"} == end.body
    asked = ("smtp_users.create", "POST", "/outbound/smarthost")
    assert asked == (end.operation, end.method, end.path)


@pytest.mark.parametrize(
    ("headers", "request_id"),
    [({"cf_ray": "r2"}, "r2"), ({"x_request_id": "r1"}, "r1"), ({}, None)],
)
def test_request_id(headers: dict[str, str], request_id: str | None) -> None:
    """The request id is the server's, else that of the CDN before it."""
    assert request_id == play(answer(400, **headers)).end.request_id


@pytest.mark.parametrize("event", [answer(400), answer(200, []), answer(500), BROKEN])
@pytest.mark.parametrize(
    ("headers", "key"), [((), None), ((("X", "1"), ("Idempotency-Key", "k")), "k")]
)
def test_idempotency_key(
    event: Answer | Fault, headers: tuple[tuple[str, str], ...], key: str | None
) -> None:
    """An error knows the key under which its call may be repeated, also one that was made here."""
    request = evolve(of_class("keyed"), headers=headers)

    assert key == play(event, request=request, max_attempts=1).end.idempotency_key


@pytest.mark.parametrize(
    ("phase", "kind"),
    [
        (None, errors.APIConnectionError),
        ("pool", errors.APITimeoutError),
        ("total", errors.APITimeoutError),
    ],
)
@pytest.mark.parametrize(
    ("may_have_arrived", "outcome", "hint"), [(False, "not_sent", ""), (True, "unknown", MAYBE)]
)
def test_no_answer(
    phase: Phase | None,
    kind: type[JetEmailError],
    may_have_arrived: bool,
    outcome: Outcome,
    hint: str,
) -> None:
    """Without an answer, an error says what happened, and whether the server may have acted."""
    fault = Fault(reason="it broke", may_have_arrived=may_have_arrived, phase=phase)
    end = play(fault, max_attempts=1).end

    assert (kind, outcome) == (type(end), end.outcome)
    assert f"smtp_users.create: no response from api.jetemail.com:443: it broke{hint}" == str(end)
    assert phase == getattr(end, "phase", None)


GONE = answer(404, {"error": "gone"})
FAILED = answer(500, b"")
BROKE = "no response from api.jetemail.com:443: the connection broke"
UNSENT_TEXT = "no response from api.jetemail.com:443: could not connect"
FIRST = "attempt 1 (500) may have succeeded"
TWICE = f"{FIRST}; attempt 2 (500) may have succeeded"
BREAKS = "; ".join(f"attempt {n} (the connection broke) may have succeeded" for n in (1, 2))
BOTH = f"{FIRST}; attempt 2 (the connection broke) may have succeeded"


@pytest.mark.parametrize(
    ("retry", "events", "outcome", "text"),
    [
        ("safe", [UNSENT, GONE], "rejected", "404 gone (attempt 2 of 3)"),
        ("safe", [FAILED] * 3, "rejected", "500 (empty) (attempt 3 of 3)"),
        (
            "idempotent",
            [FAILED, UNSENT, GONE],
            "unknown",
            f"404 gone (attempt 3 of 3; {FIRST}){SAME}",
        ),
        ("keyed", [FAILED, BROKEN, GONE], "unknown", f"404 gone (attempt 3 of 3; {BOTH}){KEEPS}"),
        ("keyed", [FAILED] * 3, "unknown", f"500 (empty) (attempt 3 of 3; {TWICE}){KEEPS}"),
        ("idempotent", [BROKEN] * 3, "unknown", f"{BROKE} (attempt 3 of 3; {BREAKS}){SAME}"),
        ("named", [UNSENT, GONE], "rejected", "404 gone (attempt 2 of 3)"),
        ("named", [answer(429), BROKEN], "unknown", f"{BROKE} (attempt 2 of 3){MAYBE}"),
        ("named", [UNSENT] * 3, "not_sent", f"{UNSENT_TEXT} (attempt 3 of 3)"),
        ("never", [BROKEN], "unknown", f"{BROKE}{MAYBE_DONE}"),
        ("never", [FAILED], "unknown", f"500 (empty){MAYBE_DONE}"),
        ("never", [GONE], "rejected", "404 gone"),
    ],
)
def test_several_attempts(
    retry: str, events: list[Answer | Fault], outcome: Outcome, text: str
) -> None:
    """A text counts the attempts and tells which may have acted; one is enough to be unsure."""
    played = play(*events, request=of_class(retry))

    assert f"smtp_users.create: {text}" == str(played.end)
    assert (outcome, len(events)) == (played.end.outcome, len(played.sends))


@pytest.mark.parametrize("data", [{"success": True, "message": "m"}, {"success": 1, "message": 5}])
def test_success(data: Any) -> None:
    """A success is a value, also where a field is not of the described type."""
    end = play(answer(200, data)).end

    assert isinstance(end, SmtpUsersCreateResult)
    assert data == end.to_dict()


@pytest.mark.parametrize(
    ("body", "field", "text"),
    [
        ([], None, "the answer is a list where an object is described"),
        ("made", None, "the answer is a string where an object is described"),
        (5, None, "the answer is an integer where an object is described"),
        (None, None, "the answer is null where an object is described"),
        ({}, "success", "success is missing from the answer"),
        ({"success": True}, "message", "message is missing from the answer"),
        (b"", None, "the answer is empty where JSON is described"),
        (b"<p>", None, "the answer is 3 bytes, text/html where JSON is described"),
        (b'{"message": "\xff"}', None, "the answer is 16 bytes, text/html where JSON is described"),
        (b"[" * 99999, None, "the answer is 99999 bytes, text/html where JSON is described"),
    ],
)
def test_success_that_is_not_as_described(body: Any, field: str | None, text: str) -> None:
    """A success that cannot be read is an error that says where and that it may have acted."""
    end = play(answer(200, body, **HTML)).end

    assert errors.APIResponseValidationError is type(end)
    assert f"smtp_users.create: 200 {text}{MAYBE}" == str(end)
    assert (field, "unknown", 200) == (end.field, end.outcome, end.status)


@pytest.mark.parametrize(
    ("body", "words"),
    [({"error": "in use"}, "in use"), ({"message": "in use"}, "in use"), ({}, "no reason given")],
)
def test_success_that_says_it_is_none(body: dict[str, Any], words: str) -> None:
    """`success: false` is a refusal, whatever the status."""
    end = play(answer(200, {"success": False} | body)).end

    assert errors.APIResponseValidationError is type(end)
    assert f"smtp_users.create: 200 success is false: {words}" == str(end).partition(". ")[0]
    assert ("success", "rejected") == (end.field, end.outcome)


def test_answer_that_is_cut() -> None:
    """An answer that was too long to be taken in is no success, even if it can be read."""
    cut = Answer(status=200, headers={}, content=CREATED.content, whole=False)

    text = "smtp_users.create: 200 the answer is longer than a client takes in"
    assert f"{text}{MAYBE}" == str(play(cut).end)


def test_refusal_in_a_success_after_an_attempt_that_may_have_acted() -> None:
    """A success that says that it is none does not undo what an earlier attempt may have done."""
    events = [FAILED, answer(200, {"success": False, "error": "no"})]
    end = play(*events, request=of_class("idempotent")).end

    assert ("unknown", "success") == (end.outcome, end.field)
