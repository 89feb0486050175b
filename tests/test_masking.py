"""Secrets in answers: masked in errors, but for the one place where a caller may need them."""

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jetemail_api_client import models
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._policy import Answer
from jetemail_api_client._runtime.records import Request
from jetemail_api_client.errors import APIAnswerError, JetEmailError

from .play import CREATED, UNSENT, Play, answer, play

KEY = "api_planted/1"
PASSWORD = 'planted "é" 2'
GENERATED = "planted-generated-3"
REQUEST: Request[Any] = create.request(
    body=models.SmtpUsersCreateRequest(username="a", password=PASSWORD)
)


def end_of(*events: Answer) -> Any:
    """How a call ends that came to these answers."""
    return play(*events, request=REQUEST, keys={"account": KEY}).end


def everything(error: JetEmailError) -> str:
    """Every text that an error shows or takes along."""
    kept = {name: value for name, value in vars(error).items() if name != "secrets"}
    pickled = pickle.dumps(error, 0).decode("latin-1")
    return "\n".join([str(error), repr(error), repr(kept), json.dumps(kept, default=str), pickled])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"error": f"no {KEY}"}, {"error": "no ***"}),
        ({"error": [{"a": f"{PASSWORD}{PASSWORD}"}]}, {"error": [{"a": "******"}]}),
        ({"password": "anything", "error": None}, {"password": "***", "error": None}),
        ({"password": ["a", {"b": 1}], "c": [5, True]}, {"password": "***", "c": [5, True]}),
        ({"password": None}, {"password": None}),
        (PASSWORD, "***"),
        ([KEY, 5], ["***", 5]),
        (f"{KEY} in no JSON".encode(), "*** in no JSON"),
        (f"{PASSWORD} in no JSON".encode(), "*** in no JSON"),
        (json.dumps(PASSWORD).encode() + b" and more", '"***" and more'),
        (b"\xff no UTF-8", "\ufffd no UTF-8"),
    ],
)
@pytest.mark.parametrize("status", [400, 500])
def test_body(status: int, sent: Any, kept: Any) -> None:
    """A body is kept without the secrets that it repeats, in whatever form it repeats them."""
    error = end_of(answer(status, sent))

    assert kept == error.body
    assert "planted" not in everything(error)


@pytest.mark.parametrize("name", ["x_request_id", "cf_ray", "content_type", "server"])
def test_headers(name: str) -> None:
    """So is a header, wherever it goes from there."""
    error = end_of(answer(400, b"", **{name: f"a {KEY}"}))

    assert {name.replace("_", "-"): "a ***"} == error.headers
    assert "planted" not in everything(error)


@pytest.mark.parametrize("status", [200, 400])
def test_message(status: int) -> None:
    """The API's own words are kept without the secrets that they repeat."""
    error = end_of(answer(status, {"success": False, "error": f"{PASSWORD}, {KEY}"}))

    assert "***, ***" == error.message
    assert "***, ***" in str(error)
    assert "planted" not in everything(error)


def test_long_message() -> None:
    """A text has the beginning of a long message, without the half of a secret."""
    error = end_of(answer(400, {"error": "a" * 490 + KEY}))

    assert "a" * 490 + "***" == error.message
    assert f"smtp_users.create: 400 {'a' * 490}***" == str(error)
    assert len("smtp_users.create: ") + 500 == len(str(end_of(answer(400, {"error": "a" * 501}))))


def test_long_text() -> None:
    """Of a long text, the beginning is kept, without the half of a secret."""
    error = end_of(answer(502, b"a" * 4090 + KEY.encode() + b"a" * 100_000))

    assert "a" * 4090 + "***" + "a" * 3 == error.body


@pytest.mark.parametrize(("length", "is_kept"), [(4096, True), (4097, False)])
def test_long_json(length: int, is_kept: bool) -> None:
    """Of a long answer in JSON, only the message is kept: cut, its secrets have no names."""
    sent = {"error": "no", "password": GENERATED, "a": ""}
    sent["a"] = "b" * (length - len(json.dumps(sent)))
    error = end_of(answer(400, sent))

    kept = sent | {"password": "***"} if is_kept else "(too long to keep)"
    assert ("no", kept) == (error.message, error.body)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))]
)
def test_password_of_an_unreadable_success(copied: Callable[[Any], Any]) -> None:
    """A password made by the server is handed over with the error, and goes nowhere else."""
    error = end_of(answer(200, {"success": True, "password": GENERATED, "token": "t"}))

    assert {"password": GENERATED} == error.secrets
    assert {"success": True, "password": "***", "token": "t"} == error.body
    assert {} == copied(error).secrets
    assert "planted" not in everything(error)


@pytest.mark.parametrize("end", [b"", b'"', b'\xff"}'])
def test_success_that_is_garbled(end: bytes) -> None:
    """A success that is no JSON is handed over whole, as a password may be anywhere in it."""
    sent = b'{"success": true, "password": "' + GENERATED.encode() + end
    error = end_of(answer(200, sent))

    assert {"answer": sent.decode(errors="replace")} == error.secrets
    assert "(not kept: it may hold a secret)" == error.body
    assert "planted" not in everything(error)


@pytest.mark.parametrize(
    "sent", [[{"passport": GENERATED}], {"password": None}, {"password": 5}, b"", "text"]
)
def test_unreadable_success_without_a_password(sent: Any) -> None:
    """Where the answer has no password, the error has none."""
    assert {} == end_of(answer(200, sent)).secrets


@pytest.mark.parametrize(
    "sent", [[{"password": GENERATED}], {"user": {"password": GENERATED}}, {"password": GENERATED}]
)
def test_password_at_any_depth(sent: Any) -> None:
    """The password of a success that cannot be used is found wherever it stands."""
    assert {"password": GENERATED} == end_of(answer(200, sent)).secrets


@pytest.mark.parametrize("depth", [100, 300, 500, 900, 2000])
@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("kind", ["[]", "{}"])
def test_deep_answer(depth: int, status: int, kind: str) -> None:
    """An answer that is nested deeper than Python follows is an error of ours."""
    begin, end = ("[", "]") if kind == "[]" else ('{"a":', "}")
    deep = (begin * depth + "1" + end * depth).encode()

    assert isinstance(end_of(answer(status, deep)), JetEmailError)


HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "date", "retry-after", "x-request-id", "cf-ray", "server"]),
    st.text(),
)
BODIES = (
    st.binary()
    | st.sampled_from(
        [b"{", b"[" * 5000, b"\xef\xbb\xbf{}", b"NaN", b"1" * 5000, b'{"error": "\\ud800"}']
    )
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.just(GENERATED),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["success", "message", "error", "password", "code"]) | st.text(),
                inner,
            )
        ),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode())
)
ANSWERS = st.builds(
    Answer,
    status=st.integers(100, 999),
    headers=HEADERS,
    content=BODIES,
    whole=st.booleans(),
)


def played(*events: Answer) -> Play:
    """A call that may need three answers."""
    return play(*events, UNSENT, UNSENT, request=REQUEST, keys={"account": KEY})


@given(ANSWERS)
def test_any_answer_is_understood(any_answer: Answer) -> None:
    """Whatever the status, headers and bytes, there is a value or an error of this package."""
    end = played(any_answer).end

    assert isinstance(end, models.SmtpUsersCreateResult | JetEmailError)
    assert str(end)
    if isinstance(end, JetEmailError):
        twin = pickle.loads(pickle.dumps(end))
        assert (str(end), type(end)) == (str(twin), type(twin))
    if isinstance(end, APIAnswerError):
        assert any_answer.status == end.status


@given(st.text(), st.text(), st.integers(100, 999))
def test_no_echo_shows_a_secret(before: str, after: str, status: int) -> None:
    """Wherever a message repeats a secret, it is masked."""
    texts = [f"{before[:400]}{secret}{after}" for secret in (KEY, PASSWORD)]
    echo = answer(status, {"success": False, "error": texts[0], "seen": texts})

    assert "planted" not in everything(played(echo).end)


def test_success_is_not_masked() -> None:
    """What a caller gets is what the server sent, secrets included."""
    made = {"success": True, "message": f"{KEY} {PASSWORD}", "password": GENERATED}

    assert made == end_of(answer(200, made)).to_dict()
    assert CREATED.content == json.dumps(end_of(CREATED).to_dict()).encode()
