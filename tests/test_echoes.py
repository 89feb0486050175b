"""Answers that repeat what was sent, as it was sent."""

from typing import Any

import pytest

from jetemail_api_client._generated.api.inbound_domains import update_settings
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client.models import InboundDomainsUpdateSettingsRequest, SmtpUsersCreateRequest

from .play import KEYS, answer, play

PASSWORD = 'plänted "91ae" \\ b'
REQUEST = create.request(body=SmtpUsersCreateRequest(username="a", password=PASSWORD))
SENT = REQUEST.content or b""
MASKED = '{"username":"a","password":"***"}'


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"error": f"no: {SENT.decode()}"}, {"error": f"no: {MASKED}"}),
        (b"no: " + SENT, f"no: {MASKED}"),
    ],
)
def test_body_that_comes_back(body: Any, kept: Any) -> None:
    """The body of the request, repeated in words, shows no secret, whatever letters it has."""
    error = play(answer(400, body), request=REQUEST).end

    assert kept == error.body
    assert "91ae" not in str(error)


@pytest.mark.parametrize("settings", [{"webhook_auth_header": ""}, {"webhook_headers": {"X": ""}}])
def test_secret_that_is_empty(settings: dict[str, Any]) -> None:
    """An empty text is no secret: nothing is masked for it."""
    body = InboundDomainsUpdateSettingsRequest(**settings)
    request = update_settings.request(uuid="b814c25d-b18c-4044-ae31-49e22ce908b5", body=body)
    error = play(answer(400, {"error": "no good"}), request=request).end

    assert "inbound_domains.update_settings: 400 no good" == str(error)


def test_key_in_the_type_of_a_body() -> None:
    """A text that names the type of a body without words shows no key that stands there."""
    error = play(answer(502, b"<p>", content_type=f"text/{KEYS['account']}"), request=REQUEST).end

    assert "502 (3 bytes, text/***)" in str(error)
