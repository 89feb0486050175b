"""Redaction: no secret of a request or a response in an error, but in its `secrets`."""

import copy
import html
import json
import pickle
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jetemail_api_client import models
from jetemail_api_client._call.exchange import Response, TransportFailure
from jetemail_api_client._call.redaction import Redactor
from jetemail_api_client._generated.api.inbound_domains import update_settings
from jetemail_api_client._generated.api.smtp_users import create
from jetemail_api_client._runtime.operations import Request
from jetemail_api_client.errors import APIResponseError, JetEmailError
from jetemail_api_client.models import InboundDomainsUpdateSettingsRequest, SmtpUsersCreateRequest

from ..play import CREATED, KEYS, UNSENT, Play, play, response

KEY = "api_planted/1"
PASSWORD = 'planted "é" 2'
GENERATED = "planted-generated-3"
REQUEST: Request[Any] = create.request(
    body=models.SmtpUsersCreateRequest(username="a", password=PASSWORD)
)


def end_of(*results: Response) -> Any:
    """Return the end of a call with these responses."""
    return play(*results, request=REQUEST, keys={"account": KEY}).end


def texts_of(error: JetEmailError) -> str:
    """Return every text that an error shows, copies or pickles."""
    fields = {name: value for name, value in vars(error).items() if name != "secrets"}
    pickled = pickle.dumps(error, 0).decode("latin-1")
    return "\n".join(
        [str(error), repr(error), repr(fields), json.dumps(fields, default=str), pickled]
    )


@pytest.mark.parametrize(
    ("body", "redacted"),
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
def test_redacted_body(status: int, body: Any, redacted: Any) -> None:
    """The body of an error is redacted in every encoding of a secret."""
    error = end_of(response(status, body))

    assert redacted == error.body
    assert "planted" not in texts_of(error)


@pytest.mark.parametrize("name", ["x_request_id", "cf_ray", "content_type", "server"])
def test_redacted_headers(name: str) -> None:
    """The headers of an error are redacted."""
    error = end_of(response(400, b"", **{name: f"a {KEY}"}))

    assert {name.replace("_", "-"): "a ***"} == error.headers
    assert "planted" not in texts_of(error)


@pytest.mark.parametrize("status", [200, 400])
def test_redacted_message(status: int) -> None:
    """The message of an error is redacted."""
    error = end_of(response(status, {"success": False, "error": f"{PASSWORD}, {KEY}"}))

    assert "***, ***" == error.message
    assert "***, ***" in str(error)
    assert "planted" not in texts_of(error)


def test_long_message() -> None:
    """A long message is cut after redaction, so that no part of a secret remains."""
    error = end_of(response(400, {"error": "a" * 490 + KEY}))

    assert "a" * 490 + "***" == error.message
    assert f"smtp_users.create: 400 {'a' * 490}***" == str(error)
    assert len("smtp_users.create: ") + 500 == len(str(end_of(response(400, {"error": "a" * 501}))))


def test_long_body() -> None:
    """A long body is cut after redaction, so that no part of a secret remains."""
    error = end_of(response(502, b"a" * 4090 + KEY.encode() + b"a" * 100_000))

    assert "a" * 4090 + "***" + "a" * 3 == error.body


@pytest.mark.parametrize(("length", "is_kept"), [(4096, True), (4097, False)])
def test_long_json(length: int, is_kept: bool) -> None:
    """A long JSON body is dropped: its secrets are found by field name only when complete."""
    sent = {"error": "no", "password": GENERATED, "a": ""}
    sent["a"] = "b" * (length - len(json.dumps(sent)))
    error = end_of(response(400, sent))

    fields = sent | {"password": "***"} if is_kept else "(too long to keep)"
    assert ("no", fields) == (error.message, error.body)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))]
)
def test_password_of_an_invalid_success(copied: Callable[[Any], Any]) -> None:
    """A server's password in an invalid success is only in the error's secrets, not in copies."""
    error = end_of(response(200, {"success": True, "password": GENERATED, "token": "t"}))

    assert {"password": GENERATED} == error.secrets
    assert {"success": True, "password": "***", "token": "t"} == error.body
    assert {} == copied(error).secrets
    assert "planted" not in texts_of(error)


@pytest.mark.parametrize("end", [b"", b'"', b'\xff"}'])
def test_undecodable_success(end: bytes) -> None:
    """A success that cannot be decoded is complete in the error's secrets."""
    sent = b'{"success": true, "password": "' + GENERATED.encode() + end
    error = end_of(response(200, sent))

    assert {"body": sent.decode(errors="replace")} == error.secrets
    assert "(not kept: it may hold a secret)" == error.body
    assert "planted" not in texts_of(error)


@pytest.mark.parametrize(
    "sent", [[{"passport": GENERATED}], {"password": None}, {"password": 5}, b"", "text"]
)
def test_invalid_success_without_a_password(sent: Any) -> None:
    """An invalid success without a password leaves the error's secrets empty."""
    assert {} == end_of(response(200, sent)).secrets


@pytest.mark.parametrize(
    "sent", [[{"password": GENERATED}], {"user": {"password": GENERATED}}, {"password": GENERATED}]
)
def test_password_at_any_depth(sent: Any) -> None:
    """The password of an invalid success is found at any depth."""
    assert {"password": GENERATED} == end_of(response(200, sent)).secrets


@pytest.mark.parametrize("depth", [100, 300, 500, 900, 2000])
@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("kind", ["[]", "{}"])
def test_deep_response(depth: int, status: int, kind: str) -> None:
    """A response nested beyond the limit raises an error of this package."""
    begin, end = ("[", "]") if kind == "[]" else ('{"a":', "}")
    deep = (begin * depth + "1" + end * depth).encode()

    assert isinstance(end_of(response(status, deep)), JetEmailError)


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
RESPONSES = st.builds(
    Response,
    status=st.integers(100, 999),
    headers=HEADERS,
    content=BODIES,
    is_complete=st.booleans(),
)


def play_retried(*results: Response) -> Play:
    """Play a call that may need three attempts."""
    return play(*results, UNSENT, UNSENT, request=REQUEST, keys={"account": KEY})


@given(RESPONSES)
def test_any_response(any_response: Response) -> None:
    """For any status, headers and body, the call returns a value or raises our error."""
    end = play_retried(any_response).end

    assert isinstance(end, models.SmtpUsersCreateResult | JetEmailError)
    assert str(end)
    if isinstance(end, JetEmailError):
        twin = pickle.loads(pickle.dumps(end))
        assert (str(end), type(end)) == (str(twin), type(twin))
    if isinstance(end, APIResponseError):
        assert any_response.status == end.status


@given(st.text(), st.text(), st.integers(100, 999))
def test_any_echo_is_redacted(before: str, after: str, status: int) -> None:
    """A secret is redacted anywhere in a response."""
    texts = [f"{before[:400]}{secret}{after}" for secret in (KEY, PASSWORD)]
    echo = response(status, {"success": False, "error": texts[0], "seen": texts})

    assert "planted" not in texts_of(play_retried(echo).end)


def test_success_is_not_redacted() -> None:
    """The value of a success is not redacted."""
    body = {"success": True, "message": f"{KEY} {PASSWORD}", "password": GENERATED}

    assert body == end_of(response(200, body)).to_dict()
    assert CREATED.content == json.dumps(end_of(CREATED).to_dict()).encode()


ECHOED_PASSWORD = 'plänted "91ae" \\ b'
ECHOED_REQUEST = create.request(body=SmtpUsersCreateRequest(username="a", password=ECHOED_PASSWORD))
ECHOED_BODY = ECHOED_REQUEST.content or b""
REDACTED = '{"username":"a","password":"***"}'


@pytest.mark.parametrize(
    ("body", "redacted"),
    [
        ({"error": f"no: {ECHOED_BODY.decode()}"}, {"error": f"no: {REDACTED}"}),
        (b"no: " + ECHOED_BODY, f"no: {REDACTED}"),
    ],
)
def test_echoed_body(body: Any, redacted: Any) -> None:
    """The request body, echoed in a response in any encoding, is redacted."""
    error = play(response(400, body), request=ECHOED_REQUEST).end

    assert redacted == error.body
    assert "91ae" not in str(error)


@pytest.mark.parametrize("settings", [{"webhook_auth_header": ""}, {"webhook_headers": {"X": ""}}])
def test_empty_secret(settings: dict[str, Any]) -> None:
    """An empty secret redacts nothing."""
    body = InboundDomainsUpdateSettingsRequest(**settings)
    request = update_settings.request(uuid="b814c25d-b18c-4044-ae31-49e22ce908b5", body=body)
    error = play(response(400, {"error": "no good"}), request=request).end

    assert "inbound_domains.update_settings: 400 no good" == str(error)


def test_key_in_the_content_type() -> None:
    """A key echoed in the Content-Type header is redacted in the text of the error."""
    error = play(
        response(502, b"<p>", content_type=f"text/{KEYS['account']}"), request=ECHOED_REQUEST
    ).end

    assert "502 (3 bytes, text/***)" in str(error)


ENCODED = "planted/é&<😀>\"' +\\%"
PHP = json.dumps(ENCODED).replace("/", "\\/")
GO = json.dumps(ENCODED).replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003e")


def error_of_sending(*results: Response | TransportFailure, secret: str, **options: Any) -> Any:
    """Return the error of a create with a secret as its password."""
    body = SmtpUsersCreateRequest(username="a", password=secret)
    return play(*results, request=create.request(body=body), max_attempts=1, **options).end


# By the encoders, the outermost last.
ENCODED_BY = {
    "php": PHP[1:-1],
    "go": GO[1:-1],
    "php_json": json.dumps(PHP)[3:-3],
    "go_json_json": json.dumps(json.dumps(GO))[7:-7],
    "html": html.escape(ENCODED),
    "html_ascii": html.escape(ENCODED).encode("ascii", "xmlcharrefreplace").decode(),
    "html_other": ENCODED.replace("&", "&#x26;").replace("/", "&sol;").replace("<", "&#0060;"),
    "html_html": html.escape(html.escape(ENCODED)),
    "url": quote(ENCODED),
    "url_lower": quote(ENCODED, safe="").lower(),
    "form": quote_plus(ENCODED),
    "url_url": quote(quote(ENCODED)),
    "html_url": quote(html.escape(ENCODED)),
    "php_html": html.escape(PHP)[6:-6],
    "html_go": html.escape(ENCODED).replace("&", "\\u0026"),
    "python": ascii(ENCODED)[1:-1],
}


@pytest.mark.parametrize("encoding", ENCODED_BY)
@pytest.mark.parametrize("is_json", [True, False])
def test_encoded_secret(encoding: str, is_json: bool) -> None:
    """A secret is redacted as JSON, HTML and URLs encode it, once or within each other."""
    text = f"no: {ENCODED_BY[encoding]}!"
    error = error_of_sending(
        response(400, {"error": text} if is_json else text.encode(), x_request_id=text),
        secret=ENCODED,
    )

    assert ({"error": "no: ***!"} if is_json else "no: ***!") == error.body
    assert "no: ***!" == error.request_id
    assert "planted" not in texts_of(error)


def test_latin_1_secret() -> None:
    """A secret in a body that is not UTF-8 is redacted."""
    error = error_of_sending(response(502, "né: plänted1!".encode("latin-1")), secret="plänted1")

    assert "n\ufffd: ***!" == error.body


ESCAPES: list[Callable[[str], str]] = [
    lambda character: character,
    lambda character: json.dumps(character)[1:-1],
    lambda character: "".join(
        f"\\u{character.encode('utf-16-be')[at : at + 2].hex().upper()}"
        for at in range(0, len(character.encode("utf-16-be")), 2)
    ),
    lambda character: {"/": "\\/", "'": "\\'"}.get(character, character),
    html.escape,
    lambda character: f"&#{ord(character)};",
    lambda character: f"&#x{ord(character):x};",
    lambda character: f"&#X{ord(character):06X};",
    lambda character: "".join(f"%{byte:02X}" for byte in character.encode()),
    lambda character: "".join(f"%{byte:02x}" for byte in character.encode()),
    quote_plus,
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SECRETS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("aA0/&<>\"'\\%+ ;#xu25amp"),
    min_size=8,
    max_size=30,
).map(lambda text: f"Zq{text}qZ")


@st.composite
def echoes(draw: st.DrawFn) -> tuple[str, str]:
    """Return a secret, and the same with an escape of its own for each character."""
    secret = draw(SECRETS)
    return secret, "".join(draw(st.sampled_from(ESCAPES))(character) for character in secret)


@given(echoes(), TEXTS, TEXTS)
def test_any_mixture_of_encodings_is_redacted(
    echo: tuple[str, str], before: str, after: str
) -> None:
    """A secret is redacted if each of its characters is plain, or encoded in any way."""
    secret, encoded = echo
    text = Redactor(iter([secret])).redact(f"{before}{encoded}{after}")

    assert encoded not in text
    assert "***" in text


# What looks like an escape in a secret is decoded with the levels around it.
LIKE_ESCAPES = st.lists(
    st.sampled_from(["%41", "%2541", "&amp;", "&#x41;", "\\n", '\\"', '"', "\\", "\x1f", "é", "<"])
).map(lambda parts: f"Zq{''.join(parts)}qZ")


@given(
    SECRETS | LIKE_ESCAPES,
    st.lists(st.sampled_from([json.dumps, html.escape, quote, quote_plus]), max_size=3),
    TEXTS,
)
@example('Zq"%41&amp;qZ', [json.dumps, json.dumps], "")
@example('Zq\\n\\"qZ', [html.escape, html.escape, html.escape], "")
def test_nested_encodings_are_redacted(
    secret: str, encoders: list[Callable[[str], str]], around: str
) -> None:
    """A secret is redacted within up to three levels of encoding."""
    text = secret
    for encode in encoders:
        text = encode(text)
    redacted = Redactor(iter([secret])).redact(f"{around} {text} {around}")

    assert text not in redacted
    assert "***" in redacted


@given(st.text(), st.lists(SECRETS))
def test_text_without_secrets(text: str, secrets: list[str]) -> None:
    """A text without a secret is unchanged, whatever escapes it has."""
    assert text == Redactor(iter(secrets)).redact(text)


@given(SECRETS, st.integers(0, 300), st.sampled_from(ESCAPES))
def test_cut_secret(secret: str, size: int, escape: Callable[[str], str]) -> None:
    """A body that the size limit cut ends before what may be the beginning of a secret."""
    echo = "".join(map(escape, secret)).encode()
    content = b"-" * size + echo[: len(echo) - 1]
    text = Redactor(iter([secret]), 4096).read(content, is_cut=True)

    assert content.startswith(text.encode())
    assert set(text) <= {"-"}


def test_many_secrets_before_the_limit() -> None:
    """A body that redaction shortens is cut where no part of a secret remains."""
    secret = "planted-" + "0" * 50
    error = error_of_sending(response(502, secret.encode() * 3000), secret=secret)

    assert set(error.body) == {"*"}
    assert len(error.body) > 400


def test_incomplete_body() -> None:
    """The beginning of a secret at the end of a truncated body is not kept."""
    content = b"a" * 3000 + b"planted-secre"
    cut = Response(status=400, headers={}, content=content, is_complete=False)
    error = error_of_sending(cut, secret="planted-secret")

    assert error.body.startswith("a" * 2000)
    assert "planted" not in texts_of(error)


def test_long_reason() -> None:
    """The reason of a transport is cut after redaction, in the error and in its attempts."""
    failure = TransportFailure("b" * 290 + "planted-secret" * 9, may_have_arrived=True)
    error = error_of_sending(failure, secret="planted-secret")

    assert "b" * 290 + "***" in str(error)
    assert "b" * 290 + "***" in error.attempts[0].result
    assert "planted" not in texts_of(error)


@pytest.mark.parametrize(
    ("value", "echo", "shown"),
    [
        ("planted-proxy-key", "no planted-proxy-key", "no ***"),
        ("Bearer planted-token", "no planted-token", "no ***"),
        ("session=planted1; lang=en", "no planted1", "no ***"),
        ("abcd", "no abcd", "no ***"),
        ("no", "no no", "no no"),
    ],
)
def test_redacted_values_of_headers(value: str, echo: str, shown: str) -> None:
    """The values of the client's own headers are redacted like keys; very short ones are not."""
    failure = TransportFailure(echo, may_have_arrived=True)
    rejected = error_of_sending(
        response(400, {"error": echo}), secret=PASSWORD, headers={"X": value}
    )
    broken = error_of_sending(failure, secret=PASSWORD, headers={"X": value})

    assert (shown, {"error": shown}) == (rejected.message, rejected.body)
    assert f"no response from api.jetemail.com:443: {shown}" in str(broken)
    assert shown == broken.attempts[0].result


def test_secrets_are_read_by_key() -> None:
    """The secrets of an error are shown by no repr or dump of its attributes, but read by key."""
    error = end_of(response(200, {"success": True, "password": GENERATED}))
    dumps = [
        repr(vars(error)),
        str(error.secrets),
        json.dumps(vars(error), default=str),
        json.dumps(vars(error), default=lambda one: getattr(one, "__dict__", repr(one))),
        json.dumps({**vars(error), "secrets": dict(error.secrets.items())}, default=str),
        repr([*error.secrets.values()]),
        pickle.dumps(vars(error), 0).decode("latin-1"),
        repr(copy.deepcopy(vars(error))),
        pickle.dumps(error.secrets, 0).decode("latin-1"),
    ]

    assert [] == [dump for dump in dumps if "planted" in dump]
    assert "{'password': '***'}" == repr(error.secrets)
    assert GENERATED == error.secrets["password"] == error.secrets.get("password")
    assert (["password"], 1, True) == ([*error.secrets], len(error.secrets), bool(error.secrets))
    assert {"password": "other"} != error.secrets != 5
    assert {"password": GENERATED} == {**error.secrets}
