"""Responses: the values and errors that they become, and the texts of errors."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._call.exchange import Response, TransportFailure
from jetemail_api_client._call.state import ClientState
from jetemail_api_client._runtime.parsing import any_json, csv_text
from jetemail_api_client.errors import APIStatusError, JetEmailError, Outcome, Phase
from jetemail_api_client.models import SmtpUsersCreateResult
from jetemail_api_client.rate_limits import RateLimiter

from ..play import (
    BROKEN,
    CREATED,
    KEYS,
    REQUEST,
    UNSENT,
    play,
    reconciler_of,
    response,
    with_retry_class,
)

NAMED_HINT = "It may exist now: check before you retry."
NEVER_HINT = "It may have succeeded, and was not retried: a retry could act twice."
DONE = "It may have succeeded: "
KEYED_HINT = f"{DONE}with the error's idempotency_key, a retry does not act again."
IDEMPOTENT_HINT = f"{DONE}a retry has the same effect."
KEY_HINT = "Check api_key, or JETEMAIL_API_KEY."
IN_FLIGHT, MISMATCH = "IDEMPOTENCY_IN_FLIGHT", "IDEMPOTENCY_BODY_MISMATCH"
IN_FLIGHT_TEXT = f"409 {IN_FLIGHT}. Retry later, with the error's idempotency_key."
MISMATCH_TEXT = f"409 {MISMATCH}. Give each message an idempotency key of its own."
HTML = {"content_type": "text/html"}


@pytest.mark.parametrize(
    ("result", "kind", "text"),
    [
        (response(400, {"error": "no"}), errors.BadRequestError, "400 no"),
        (response(401, {"message": "no"}), errors.AuthenticationError, f"401 no. {KEY_HINT}"),
        (response(403, {"error": "a", "message": "b"}), errors.PermissionDeniedError, "403 a"),
        (response(404, {"error": "", "message": "b"}), errors.NotFoundError, "404 b"),
        (response(409, {"error": {"a": 1}, "message": "b"}), errors.ConflictError, "409 b"),
        (response(409, {"error": IN_FLIGHT}), errors.IdempotencyInFlightError, IN_FLIGHT_TEXT),
        (response(409, {"error": MISMATCH}), errors.IdempotencyMismatchError, MISMATCH_TEXT),
        (response(413, b""), errors.PayloadTooLargeError, "413 (empty). Send less at a time."),
        (
            response(422, {}, **HTML),
            errors.UnprocessableEntityError,
            "422 (2 bytes, text/html). Check the arguments.",
        ),
        (
            response(429, "busy"),
            errors.RateLimitError,
            "429 (6 bytes, without a type). Retry later, and send less.",
        ),
        (response(301, b""), errors.APIStatusError, "301 (empty)"),
        (response(418, [1]), errors.APIStatusError, "418 (3 bytes, without a type)"),
    ],
)
def test_rejected(result: Response, kind: type[APIStatusError], text: str) -> None:
    """A rejection raises the error class of its status, with the message of the response."""
    end = play(result, max_attempts=1).end

    assert kind is type(end)
    assert f"smtp_users.create: {text}" == str(end)
    assert (result.status, "rejected") == (end.status, end.outcome)


@pytest.mark.parametrize(
    ("result", "kind", "text"),
    [
        (response(408, b""), errors.APIStatusError, "408 (empty)"),
        (response(500, {"error": "no"}), errors.InternalServerError, "500 no"),
        (response(502, b"<p>", **HTML), errors.InternalServerError, "502 (3 bytes, text/html)"),
        (response(520, b""), errors.InternalServerError, "520 (empty)"),
    ],
)
def test_server_error(result: Response, kind: type[APIStatusError], text: str) -> None:
    """A server error has an unknown outcome, and the hint that it may have acted."""
    end = play(result).end

    assert kind is type(end)
    assert f"smtp_users.create: {text}. {NAMED_HINT}" == str(end)
    assert (result.status, "unknown") == (end.status, end.outcome)


def test_details() -> None:
    """An error has the operation, and the response headers that support needs."""
    headers = {
        "content_type": "application/json",
        "date": "Tue, 14 Nov 2023 22:13:20 GMT",
        "server": "cloudflare",
        "retry_after": "5",
        "set_cookie": "session=1",
        "cf_ray": "r2",
        "x_request_id": "r1",
    }
    end = play(response(409, {"success": False, "error": "in use"}, **headers)).end

    expected = {
        name.replace("_", "-"): text for name, text in headers.items() if name != "set_cookie"
    }
    assert expected == end.headers
    assert ("r1", "in use", 5.0) == (end.request_id, end.message, end.retry_after)
    assert {"success": False, "error": "in use"} == end.body
    details = ("smtp_users.create", "POST", "/outbound/smarthost")
    assert details == (end.operation, end.method, end.path)


@pytest.mark.parametrize(
    ("headers", "request_id"),
    [({"cf_ray": "r2"}, "r2"), ({"x_request_id": "r1"}, "r1"), ({}, None)],
)
def test_request_id(headers: dict[str, str], request_id: str | None) -> None:
    """The request id is the server's header, else the CDN's."""
    assert request_id == play(response(400, **headers)).end.request_id


@pytest.mark.parametrize("result", [response(400), response(200, []), response(500), BROKEN])
@pytest.mark.parametrize(
    ("headers", "key"), [((), None), ((("X", "1"), ("Idempotency-Key", "k")), "k")]
)
def test_idempotency_key(
    result: Response | TransportFailure, headers: tuple[tuple[str, str], ...], key: str | None
) -> None:
    """An error has the idempotency key of its request, also a generated one."""
    request = evolve(with_retry_class("idempotency_key"), headers=headers)

    assert key == play(result, request=request, max_attempts=1).end.idempotency_key


@pytest.mark.parametrize(
    ("phase", "kind", "unsent_hint"),
    [
        (None, errors.APIConnectionError, "Retry later."),
        ("pool", errors.APITimeoutError, "Make fewer calls at once, or allow more connections."),
        ("connect", errors.APITimeoutError, "Retry later, or raise connect_timeout."),
        ("total", errors.APITimeoutError, "Retry later, or raise attempt_timeout."),
    ],
)
@pytest.mark.parametrize(
    ("may_have_arrived", "outcome", "hint"),
    [(False, "not_sent", ""), (True, "unknown", NAMED_HINT)],
)
def test_transport_failure(
    phase: Phase | None,
    kind: type[JetEmailError],
    unsent_hint: str,
    may_have_arrived: bool,
    outcome: Outcome,
    hint: str,
) -> None:
    """A transport failure raises a connection or timeout error with its outcome."""
    failure = TransportFailure(reason="it broke", may_have_arrived=may_have_arrived, phase=phase)
    end = play(failure, max_attempts=1).end

    assert (kind, outcome) == (type(end), end.outcome)
    text = f"no response from api.jetemail.com:443: it broke. {hint or unsent_hint}"
    assert f"smtp_users.create: {text}" == str(end)
    assert phase == getattr(end, "phase", None)


NOT_FOUND = response(404, {"error": "no such user"})
FAILED = response(500, b"")
BROKEN_TEXT = "no response from api.jetemail.com:443: the connection broke"
UNSENT_TEXT = "no response from api.jetemail.com:443: could not connect"
FIRST = "attempt 1 (500) may have succeeded"
TWICE = f"{FIRST}; attempt 2 (500) may have succeeded"
BREAKS = "; ".join(f"attempt {n} (the connection broke) may have succeeded" for n in (1, 2))
BOTH = f"{FIRST}; attempt 2 (the connection broke) may have succeeded"


@pytest.mark.parametrize(
    ("retry", "results", "outcome", "text"),
    [
        ("safe", [UNSENT, NOT_FOUND], "rejected", "404 no such user (attempt 2 of 3)"),
        ("safe", [FAILED] * 3, "rejected", "500 (empty) (attempt 3 of 3). Retry later."),
        (
            "idempotent",
            [FAILED, UNSENT, NOT_FOUND],
            "unknown",
            f"404 no such user (attempt 3 of 3; {FIRST}). {IDEMPOTENT_HINT}",
        ),
        (
            "idempotency_key",
            [FAILED, BROKEN, NOT_FOUND],
            "unknown",
            f"404 no such user (attempt 3 of 3; {BOTH}). {KEYED_HINT}",
        ),
        (
            "idempotency_key",
            [FAILED] * 3,
            "unknown",
            f"500 (empty) (attempt 3 of 3; {TWICE}). {KEYED_HINT}",
        ),
        (
            "idempotent",
            [BROKEN] * 3,
            "unknown",
            f"{BROKEN_TEXT} (attempt 3 of 3; {BREAKS}). {IDEMPOTENT_HINT}",
        ),
        ("unique_name", [UNSENT, NOT_FOUND], "rejected", "404 no such user (attempt 2 of 3)"),
        (
            "unique_name",
            [response(429), BROKEN],
            "unknown",
            f"{BROKEN_TEXT} (attempt 2 of 3). {NAMED_HINT}",
        ),
        ("unique_name", [UNSENT] * 3, "not_sent", f"{UNSENT_TEXT} (attempt 3 of 3). Retry later."),
        (
            "safe",
            [BROKEN] * 3,
            "unknown",
            f"{BROKEN_TEXT} (attempt 3 of 3; {BREAKS}). Retry later.",
        ),
        ("never", [BROKEN], "unknown", f"{BROKEN_TEXT}. {NEVER_HINT}"),
        ("never", [FAILED], "unknown", f"500 (empty). {NEVER_HINT}"),
        ("never", [NOT_FOUND], "rejected", "404 no such user"),
    ],
)
def test_several_attempts(
    retry: str, results: list[Response | TransportFailure], outcome: Outcome, text: str
) -> None:
    """The text counts the attempts and names those with an unknown outcome."""
    played = play(*results, request=with_retry_class(retry))

    assert f"smtp_users.create: {text}" == str(played.end)
    assert (outcome, len(results)) == (played.end.outcome, len(played.requests))


@pytest.mark.parametrize("data", [{"success": True, "message": "m"}, {"success": 1, "message": 5}])
def test_valid_success(data: Any) -> None:
    """A success is parsed, also with deviations in its fields."""
    end = play(response(200, data)).end

    assert isinstance(end, SmtpUsersCreateResult)
    assert data == end.to_dict()


@pytest.mark.parametrize(
    ("body", "field", "text"),
    [
        ([], None, "the response is a list where an object is described"),
        ("made", None, "the response is a string where an object is described"),
        (5, None, "the response is an integer where an object is described"),
        (None, None, "the response is null where an object is described"),
        ({}, "success", "success is missing from the response"),
        ({"success": True}, "message", "message is missing from the response"),
        (b"", None, "the response is empty where JSON is described"),
        (b"<p>", None, "the response is 3 bytes, text/html where JSON is described"),
        (
            b'{"message": "\xff"}',
            None,
            "the response is 16 bytes, text/html where JSON is described",
        ),
        (b"[" * 99999, None, "the response is 99999 bytes, text/html where JSON is described"),
    ],
)
def test_invalid_success(body: Any, field: str | None, text: str) -> None:
    """A success that cannot be parsed is an error that names the field."""
    end = play(response(200, body, **HTML)).end

    assert errors.APIResponseValidationError is type(end)
    assert f"smtp_users.create: 200 {text}. {NAMED_HINT}" == str(end)
    assert (field, "unknown", 200) == (end.field, end.outcome, end.status)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"error": "in use"}, "in use"),
        ({"message": "in use"}, "in use"),
        ({}, "no reason given. Check the arguments."),
    ],
)
def test_success_false(body: dict[str, Any], message: str) -> None:
    """`success: false` is a rejection, whatever the status."""
    end = play(response(200, {"success": False} | body)).end

    assert errors.APIResponseValidationError is type(end)
    assert f"smtp_users.create: 200 success is false: {message}" == str(end)
    assert ("success", "rejected") == (end.field, end.outcome)


def test_incomplete_response() -> None:
    """A response beyond the size limit is a validation error, even if it can be parsed."""
    cut = Response(status=200, headers={}, content=CREATED.content, is_complete=False)

    text = "smtp_users.create: 200 the response exceeds the client's size limit"
    assert f"{text}. {NAMED_HINT}" == str(play(cut).end)


def test_success_false_after_an_unknown_outcome() -> None:
    """`success: false` on a retry leaves the outcome of earlier attempts unknown."""
    results = [FAILED, response(200, {"success": False, "error": "no"})]
    end = play(*results, request=with_retry_class("idempotent")).end

    assert ("unknown", "success") == (end.outcome, end.field)


def test_404_on_a_retried_delete() -> None:
    """A 404 on a retried delete counts as success."""
    request = with_retry_class("idempotent", method="DELETE", parse=lambda src, **_: ("read", src))
    played = play(BROKEN, response(404, {"error": "not found"}), request=request)

    assert (("read", {}), 2) == (played.end, len(played.requests))


def test_404_on_a_first_delete() -> None:
    """A 404 on a delete is an error unless an earlier attempt may have deleted."""
    request = with_retry_class("idempotent", method="DELETE")

    assert isinstance(play(response(404), request=request).end, errors.NotFoundError)
    assert isinstance(play(UNSENT, response(404), request=request).end, errors.NotFoundError)


def test_404_on_a_retried_delete_with_required_fields() -> None:
    """A 404 on a retried delete stays an error if the response has required fields."""
    request = with_retry_class("idempotent", method="DELETE")

    assert isinstance(play(BROKEN, response(404), request=request).end, errors.NotFoundError)


def test_404_on_a_retried_delete_with_a_free_response() -> None:
    """A 404 on a retried delete is None if the response has no published shape."""
    request = with_retry_class("idempotent", method="DELETE", response="free")

    assert play(BROKEN, response(404), request=request).end is None


JSON = {"content_type": "application/json; charset=utf-8"}
CSV = {"content_type": "text/csv"}
HTML_TYPE = {"content_type": "text/HTML"}


def csv_end(result: Response, **changes: Any) -> Any:
    """Return the end of a call with a CSV response."""
    return play(
        result, request=with_retry_class("safe", response="csv", parse=csv_text, **changes)
    ).end


def free_end(result: Response, retry: str = "safe") -> Any:
    """Return the end of a call whose response has no published shape."""
    return play(result, request=with_retry_class(retry, response="free", parse=any_json)).end


@pytest.mark.parametrize("headers", [CSV, {}, {"content_type": "application/octet-stream"}])
@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a,b\r\n1,2\r\n", "a,b\r\n1,2\r\n"),
        (b"\xef\xbb\xbfa,b\n", "a,b\n"),
        ("é,b\n".encode(), "é,b\n"),
        (b"5", "5"),
        (b"", ""),
    ],
)
def test_csv(content: bytes, text: str, headers: dict[str, str]) -> None:
    """CSV is decoded text with unchanged line ends, without a byte order mark."""
    assert text == csv_end(response(200, content, **headers))


@pytest.mark.parametrize(
    ("result", "field", "text"),
    [
        (
            response(200, {"success": False, "error": "no"}, **JSON),
            "success",
            "success is false: no",
        ),
        (response(200, {"success": True}, **JSON), None, "the response is an object"),
        (response(200, [], **JSON), None, "the response is a list"),
        (response(200, None, **JSON), None, "the response is null"),
        (response(200, b"a,b", **JSON), None, f"the response is 3 bytes, {JSON['content_type']}"),
        (response(200, b"", **JSON), None, "the response is empty"),
        (response(200, b"<p>", **HTML_TYPE), None, "the response is 3 bytes, text/HTML"),
        (response(200, b"a,\xff\n", **CSV), None, "the response is 4 bytes, text/csv"),
    ],
)
def test_response_that_is_not_csv(result: Response, field: str | None, text: str) -> None:
    """A response that is not CSV is a validation error that describes it."""
    end = csv_end(result)

    hint = "Check base_url, or update this package."
    expected = text if field else f"{text} where CSV is described. {hint}"
    assert errors.APIResponseValidationError is type(end)
    assert f"smtp_users.create: 200 {expected}" == str(end)
    assert (field, "rejected", 200) == (end.field, end.outcome, end.status)


def test_error_response_of_csv() -> None:
    """An error response is decoded as JSON, also where a success is CSV."""
    end = csv_end(response(403, {"error": "no"}, **JSON))

    assert (errors.PermissionDeniedError, "no") == (type(end), end.message)


def test_incomplete_csv() -> None:
    """CSV beyond the size limit is a validation error."""
    end = csv_end(Response(status=200, headers={}, content=b"a,b\n", is_complete=False))

    text = "the response exceeds the client's size limit. Request less at a time."
    assert f"smtp_users.create: 200 {text}" == str(end)


@pytest.mark.parametrize(
    ("secrets", "body"),
    [(frozenset({"key"}), "(not kept: it may hold a secret)"), (frozenset[str](), "a,\ufffd")],
)
def test_undecodable_csv_in_an_error(secrets: frozenset[str], body: str) -> None:
    """An error has an undecodable CSV body only if the operation has no secrets."""
    end = csv_end(response(200, b"a,\xff", **CSV), secrets=secrets)

    assert body == end.body
    assert ({"body": "a,\ufffd"} if secrets else {}) == end.secrets


@pytest.mark.parametrize("status", [200, 201, 204])
@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_empty_free_response(content: bytes, status: int) -> None:
    """A response without a published shape may be empty, which is None."""
    assert free_end(response(status, content, **HTML_TYPE)) is None


@pytest.mark.parametrize("body", [None, {}, [], {"success": True, "a": [1]}, [{"a": 1}], "a", 5])
def test_free_response(body: Any) -> None:
    """A response without a published shape is returned as received."""
    assert body == free_end(response(200, body))


@pytest.mark.parametrize(
    ("retry", "outcome"), [("safe", "rejected"), ("idempotent", "unknown"), ("never", "unknown")]
)
def test_free_response_that_is_not_json(retry: str, outcome: Outcome) -> None:
    """A success that is not JSON is an error with an unknown outcome, unless it is a read."""
    end = free_end(response(200, b"<p>", **HTML_TYPE), retry)

    text = "smtp_users.create: 200 the response is 3 bytes, text/HTML where JSON is described"
    assert text == str(end).partition(". ")[0]
    assert (errors.APIResponseValidationError, outcome) == (type(end), end.outcome)


def test_free_response_with_success_false() -> None:
    """`success: false` is a rejection, also without a published shape."""
    end = free_end(response(200, {"success": False, "message": "in use"}), "never")

    assert "smtp_users.create: 200 success is false: in use" == str(end).partition(". ")[0]
    assert ("success", "rejected") == (end.field, end.outcome)


EMPTY_LISTING = response(200, {"success": True, "smarthosts": []})
UNAUTHORIZED = response(401, {"error": "no"})
SECRETS_HINT = "The error's secrets hold what was sent."


def test_several_hints() -> None:
    """A 401 after an attempt with an unknown outcome has both hints."""
    keyed = play(BROKEN, UNAUTHORIZED, request=with_retry_class("idempotency_key")).end
    named = play(
        BROKEN, EMPTY_LISTING, UNAUTHORIZED, EMPTY_LISTING, reconciler=reconciler_of(REQUEST)
    ).end

    assert str(keyed).endswith(f"may have succeeded). {KEY_HINT} {KEYED_HINT}")
    assert str(named).endswith(f"may have succeeded). {KEY_HINT} {NAMED_HINT} {SECRETS_HINT}")
    assert str(play(UNAUTHORIZED).end).endswith(f"401 no. {KEY_HINT}")


@pytest.mark.parametrize(
    ("results", "options", "elapsed"),
    [
        ([BROKEN], {"max_attempts": 1}, 1.0),
        ([BROKEN, EMPTY_LISTING], {"max_attempts": 1, "reconciler": reconciler_of(REQUEST)}, 2.0),
        ([BROKEN, UNAUTHORIZED], {"reconciler": reconciler_of(REQUEST)}, 2.0),
        ([response(429, retry_after="3"), CREATED], {"deadline": 4.3, "late": 1.0}, 1.0 + 4.25),
    ],
)
def test_elapsed(
    results: list[Response | TransportFailure], options: dict[str, Any], elapsed: float
) -> None:
    """`elapsed` counts the complete call, including sleeps and listings after the last attempt."""
    assert elapsed == play(*results, **options).end.elapsed


def test_elapsed_without_an_attempt() -> None:
    """`elapsed` of a call that was never sent is the time that it waited."""
    rate_limiter = RateLimiter()
    rate_limiter.block(5004.0, 0.0)
    waited = play(shared=ClientState(rate_limiter=rate_limiter), deadline=4.05, late=0.1).end

    assert isinstance(waited, errors.APITimeoutError)
    assert 4.0 <= waited.elapsed


def closed_client() -> JetEmail:
    """Return a client that is closed."""
    client = JetEmail("api_planted")
    client.close()
    return client


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (JetEmail, "smtp_users.list: there is no account key: "),
        (closed_client, "smtp_users.list: the client is closed. Nothing was sent: make another."),
    ],
)
def test_details_without_an_attempt(make: Callable[[], JetEmail], text: str) -> None:
    """A missing key and a closed client raise errors with the operation's details."""
    client = make()
    with pytest.raises(errors.ConfigurationError) as caught:
        client.smtp_users.list()

    assert str(caught.value).startswith(text)
    details = ("smtp_users.list", "GET", "/outbound/smarthost", "not_sent")
    error = caught.value
    assert details == (error.operation, error.method, error.path, error.outcome)


@pytest.mark.parametrize("status", [200, 400])
def test_surrogate_in_a_message(status: int) -> None:
    """A lone surrogate in a response can be printed, copied and pickled with its error."""
    body = b'{"success": false, "error": "no \\ud800", "\\udfff": ["\\ud800"]}'
    error = play(response(status, body)).end

    assert "no \\ud800" in str(error).encode().decode()
    assert error.message.encode()
    assert repr(error.body).encode()
    assert str(error) == str(copy.copy(error)) == str(pickle.loads(pickle.dumps(error)))


@pytest.mark.parametrize("status", [200, 400])
def test_message_limit(status: int) -> None:
    """A message is limited like a body, after redaction."""
    message = "a" * 4090 + KEYS["account"] + "b" * 1_000_000
    error = play(response(status, {"success": False, "error": message})).end

    assert "a" * 4090 + "***" + "b" * 3 == error.message


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect(status: int) -> None:
    """The error of a redirect says where it leads, that it is not followed, and what to check."""
    error = play(response(status, b"", location="https://www.jetemail.com/smarthost")).end

    assert (
        f"smtp_users.create: {status} (empty). It redirects to https://www.jetemail.com/smarthost, "
        "and redirects are not followed. Check base_url, which is https://api.jetemail.com."
    ) == str(error)
    assert {"location": "https://www.jetemail.com/smarthost"} == error.headers


def test_location_of_a_redirect() -> None:
    """The target of a redirect is redacted and cut; other responses do not have one."""
    target = f"https://a.example/?k={KEYS['account']}&" + "b" * 500
    redirect = play(response(302, b"", location=target)).end
    created = play(response(400, {"error": "no"}, location=target)).end

    assert "It redirects to https://a.example/?k=***&bbb" in str(redirect)
    assert len(str(redirect)) < 400
    assert "smtp_users.create: 400 no" == str(created)


@pytest.mark.parametrize(
    ("content", "is_read"),
    [
        (b"[" + b"1," * 499_998 + b"1]", True),
        (b"[" + b"1," * 500_000 + b"1]", False),
        (b"[" + b"[]," * 250_001 + b"1]", False),
        (b"[" + b"{}," * 45_454 + b"1]", True),
        (b"[" + b"{}," * 45_455 + b"1]", False),
        (b"{" * 50_001, False),
        (b'"' + b"a," * 1_000_000 + b'"', True),
        (b'["' + rb"\\\",{[" * 200_000 + b'"]', True),
        (b'["' + rb"\\\"" * 200_000 + b'"' + b",[]" * 250_001 + b"]", False),
        (b'["' + b'","' * 499_998 + b'"]', True),
        (b'{"a":["' + b'","' * 500_000 + b'"]}', False),
        (b"[" + b'{"":"","":""},' * 40_000 + b"1]", True),
        (b'["' + b'""' * 1_000_001 + b"," * 500_001, False),
        (json.dumps(["a,b" * 600_000]).encode("utf-16"), False),
    ],
    ids=[
        *("values", "too_many_values", "too_many_lists", "objects", "too_many_objects"),
        *("open_objects", "commas in a string", "escapes", "values after escapes"),
        *("strings", "too_many_strings", "names", "quotes", "utf-16"),
    ],
)
def test_limits_of_json(content: bytes, is_read: bool) -> None:
    """JSON with too many values or bytes is not decoded, as a success or as a rejection."""
    success, rejection = (free_end(response(status, content)) for status in (200, 400))

    if is_read:
        assert not isinstance(success, JetEmailError)
    else:
        assert "200 the response exceeds the client's size limit" in str(success)
    assert f"400 ({len(content)} bytes, without a type)" in str(rejection)
