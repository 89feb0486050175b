"""What an error says when more than one thing is to be said, and in any letters."""

import copy
import pickle
from typing import Any

import pytest

from jetemail_api_client import JetEmail, errors
from jetemail_api_client._pacing import Pacer
from jetemail_api_client._policy import Answer, Fault
from jetemail_api_client._shared import Shared

from .play import BROKEN, CREATED, KEYS, REQUEST, answer, of_class, plan_of, play

NOBODY = answer(200, {"success": True, "smarthosts": []})
NO_KEY = answer(401, {"error": "no"})
KEY_HINT = "Check api_key, or JETEMAIL_API_KEY."
KEEPS = "It may be done: with the error's idempotency_key, a repeat does not act again."
LOOK = "It may exist now: look before you try again."
KEPT = "What it was given is in the error's secrets."


def test_key_that_is_refused_after_an_attempt_that_may_have_acted() -> None:
    """A wrong key is not all that is to be said if an earlier attempt may have acted."""
    keyed = play(BROKEN, NO_KEY, request=of_class("keyed")).end
    named = play(BROKEN, NOBODY, NO_KEY, NOBODY, plan=plan_of(REQUEST)).end

    assert str(keyed).endswith(f"may have succeeded). {KEY_HINT} {KEEPS}")
    assert str(named).endswith(f"may have succeeded). {KEY_HINT} {LOOK} {KEPT}")
    assert str(play(NO_KEY).end).endswith(f"401 no. {KEY_HINT}")


@pytest.mark.parametrize(
    ("events", "options", "elapsed"),
    [
        ([BROKEN], {"max_attempts": 1}, 1.0),
        ([BROKEN, NOBODY], {"max_attempts": 1, "plan": plan_of(REQUEST)}, 2.0),
        ([BROKEN, NO_KEY], {"plan": plan_of(REQUEST)}, 2.0),
        ([answer(429, retry_after="3"), CREATED], {"deadline": 4.3, "late": 1.0}, 1.0 + 4.25),
    ],
)
def test_elapsed(events: list[Answer | Fault], options: dict[str, Any], elapsed: float) -> None:
    """An error tells how long its call took, also what came after the last attempt."""
    assert elapsed == play(*events, **options).end.elapsed


def test_elapsed_without_an_attempt() -> None:
    """A call that waited for its turn in vain took as long as it waited."""
    pacer = Pacer()
    pacer.close_until(5004.0)
    waited = play(shared=Shared(pacer=pacer), deadline=4.05, late=0.1).end

    assert isinstance(waited, errors.RateLimitError)
    assert 4.0 <= waited.elapsed


@pytest.mark.parametrize(
    ("client", "text"),
    [
        (JetEmail(), "smtp_users.list: there is no account key: "),
        (JetEmail("api_planted"), "smtp_users.list: the client is closed. Nothing was sent."),
    ],
)
def test_call_that_cannot_begin(client: JetEmail, text: str) -> None:
    """What a client cannot send says of which call that is, as every error does."""
    if client._settings.keys:
        client.close()
    with pytest.raises(errors.ConfigurationError) as caught:
        client.smtp_users.list()

    assert str(caught.value).startswith(text)
    asked = ("smtp_users.list", "GET", "/outbound/smarthost", "not_sent")
    error = caught.value
    assert asked == (error.operation, error.method, error.path, error.outcome)


@pytest.mark.parametrize("status", [200, 400])
def test_words_that_cannot_be_written(status: int) -> None:
    """Half of a surrogate pair in an answer's words does not stop its error from being written."""
    words = b'{"success": false, "error": "no \\ud800", "\\udfff": ["\\ud800"]}'
    error = play(answer(status, words)).end

    assert "no \\ud800" in str(error).encode().decode()
    assert error.message.encode()
    assert repr(error.body).encode()
    assert str(error) == str(copy.copy(error)) == str(pickle.loads(pickle.dumps(error)))


@pytest.mark.parametrize("status", [200, 400])
def test_words_without_end(status: int) -> None:
    """Of the API's own words an error keeps as much as of a body, and no half of a secret."""
    words = "a" * 4090 + KEYS["account"] + "b" * 1_000_000
    error = play(answer(status, {"success": False, "error": words})).end

    assert "a" * 4090 + "***" + "b" * 3 == error.message
