"""No key and no password in anything that is printed, logged, copied or kept."""

import json
import logging

import pytest

from jetemail_api_client import JetEmail, errors

from .conftest import KEY, Flavour
from .planted import faces, locals_of, seen
from .raw_server import Act, answer, answer_json, close, playing, refused_url

PASSWORD = 'planted "password" 91ae'
GENERATED = "planted generated 77c3"
ECHO = {"error": f"{PASSWORD} is weak for {KEY}", "password": PASSWORD, "seen": [{"k": KEY}]}


def planted_in(text: str) -> list[str]:
    """The secrets in a text."""
    return seen((KEY, PASSWORD, GENERATED), text)


@pytest.mark.parametrize(
    "act",
    [
        answer_json(400, ECHO),
        answer_json(500, ECHO),
        answer(502, f"<p>{PASSWORD} {KEY}</p>".encode(), "Content-Type: text/html\r\n"),
        answer(502, json.dumps(PASSWORD).encode() + b" trailing"),
        answer_json(200, {"success": False} | ECHO),
        answer_json(200, {"success": True, "password": GENERATED}),
        answer(200, b'{"success": true, "password": "%s"' % GENERATED.encode()),
        answer_json(400, ECHO | {"filler": "x" * 5000}),
        close,
    ],
)
async def test_no_secret_in_an_error_or_a_log(
    flavour: Flavour, act: Act, caplog: pytest.LogCaptureFixture
) -> None:
    """An answer that repeats the secrets, or is cut, does not get them into texts or logs."""
    caplog.set_level(logging.DEBUG)
    with playing(act) as server, pytest.raises(errors.JetEmailError) as caught:
        await flavour.create(server.base_url, {"password": PASSWORD})
    texts = [*faces(caught.value), *(repr(record.__dict__) for record in caplog.records)]

    assert [] == [found for text in texts for found in planted_in(text)]
    assert any("smtp_users.create: attempt 1" in text for text in texts)


@pytest.mark.parametrize(
    "act",
    [
        answer_json(400, ECHO),
        answer_json(200, {"success": False} | ECHO),
        answer_json(200, {"success": True, "password": GENERATED}),
        answer(200, b'{"success": true, "password": "%s"' % GENERATED.encode()),
        close,
    ],
)
async def test_no_secret_in_the_locals_of_a_frame(flavour: Flavour, act: Act) -> None:
    """A tool that reports an error with the locals of its frames sees no secret in ours."""
    with playing(act) as server, pytest.raises(errors.JetEmailError) as caught:
        await flavour.create(server.base_url, {"password": PASSWORD})

    assert "smtp_users" in locals_of(caught.value)
    assert [] == planted_in(locals_of(caught.value))


def test_no_secret_in_the_locals_of_a_generated_method() -> None:
    """The same holds for methods that are generated."""
    with playing(answer_json(400, ECHO)) as server, JetEmail(KEY, base_url=server.base_url) as jet:
        with pytest.raises(errors.BadRequestError) as caught:
            jet.smtp_users.update(current_username="a", password=PASSWORD)

    assert "smtp_users.update" in locals_of(caught.value)
    assert [] == planted_in(locals_of(caught.value))


async def test_key_in_an_answers_header(flavour: Flavour) -> None:
    """A server that repeats the key in a header does not get it into the error."""
    echo = f"X-Request-Id: {KEY}\r\nServer: {KEY}\r\n"
    with playing(answer_json(400, {}, echo)) as server:
        with pytest.raises(errors.BadRequestError) as caught:
            await flavour.create(server.base_url)

    assert [] == [found for text in faces(caught.value) for found in planted_in(text)]
    assert ("***", "***") == (caught.value.request_id, caught.value.headers["server"])


async def test_no_secret_when_nothing_answers(
    flavour: Flavour, caplog: pytest.LogCaptureFixture
) -> None:
    """A refused connection tells no secret either."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(errors.APIConnectionError) as caught:
        await flavour.create(refused_url(), {"password": PASSWORD})
    texts = [*faces(caught.value), caplog.text]

    assert [] == [found for text in texts for found in planted_in(text)]


async def test_bad_password_is_not_shown(flavour: Flavour) -> None:
    """A refused argument is named and measured, not printed."""
    with pytest.raises(errors.InvalidRequestError) as caught:
        await flavour.create(refused_url(), {"password": PASSWORD * 9})

    assert [] == [found for text in faces(caught.value) for found in planted_in(text)]
    assert "password has 207 characters; the maximum is 72" in str(caught.value)


async def test_generated_password_is_not_lost(flavour: Flavour) -> None:
    """A success that cannot be read still hands over the password that it made."""
    body = {"success": True, "password": GENERATED}
    with playing(answer_json(200, body)) as server:
        with pytest.raises(errors.APIResponseValidationError) as caught:
            await flavour.create(server.base_url)

    assert {"username": "smtp-user1", "password": GENERATED} == caught.value.secrets
    assert {"success": True, "password": "***"} == caught.value.body
    assert "unknown" == caught.value.outcome


async def test_answer_that_cannot_be_read_is_not_lost(flavour: Flavour) -> None:
    """A success that is no JSON is handed over whole, since a password may be in it."""
    broken = f'{{"success":true,"password":"{GENERATED}"'
    with playing(answer(200, broken.encode())) as server:
        with pytest.raises(errors.APIResponseValidationError) as caught:
            await flavour.create(server.base_url)

    assert broken == caught.value.secrets["answer"]
    assert {"answer", "username", "password"} == set(caught.value.secrets)
    assert "(not kept: it may hold a secret)" == caught.value.body


async def test_result_masks_its_password(flavour: Flavour) -> None:
    """The result's repr shows that there is a password, the attribute holds it."""
    body = {"success": True, "message": "ok", "password": GENERATED}
    with playing(answer_json(200, body)) as server:
        result = await flavour.create(server.base_url)

    assert GENERATED == result.password
    assert "password='***'" in repr(result)
    assert GENERATED not in repr(result)
