"""The options and keys of a client: defaults, validation, and `with_options`."""

import math
import re
from collections.abc import Mapping
from inspect import signature
from typing import Any
from unittest import mock

import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, errors
from jetemail_api_client._option_names import _USE
from jetemail_api_client._runtime.operations import KeyKind
from jetemail_api_client.errors import ConfigurationError
from jetemail_api_client.options import (
    BASE_URL,
    CallOptions,
    Options,
    Settings,
    changed_settings,
    keys_from,
    settings_of,
)

from ..conftest import KEY, Flavour
from ..raw_server import created, playing, respond, silence


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"Authorization": "x"}, "headers: Authorization is set by the client: leave it out."),
        ({"content-TYPE": "x"}, "headers: content-TYPE is set by the client: leave it out."),
        ({"Idempotency-Key": "x"}, "headers: Idempotency-Key is set by the client: leave it out."),
        (
            {"X Y": "x"},
            "headers: 'X Y' is not a valid header name: use letters, digits, hyphens.",
        ),
        ({"": "x"}, "headers: '' is not a valid header name: use letters, digits, hyphens."),
        ({"X": "é"}, "headers: X must be printable ASCII, without spaces around it."),
        ({"X": "a\r\nY: b"}, "headers: X must be printable ASCII, without spaces around it."),
        ({"X": ""}, "headers: X must be printable ASCII, without spaces around it."),
        ({"X": " a"}, "headers: X must be printable ASCII, without spaces around it."),
    ],
)
def test_invalid_headers(headers: dict[str, str], text: str) -> None:
    """A header that is invalid, or set by the client itself, raises an error."""
    with pytest.raises(errors.ConfigurationError) as caught:
        JetEmail(KEY, headers=headers)

    assert text == str(caught.value)


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"X": None}, "headers['X']: expected a str, got None"),
        ({"X": b"planted"}, "headers['X']: expected a str, got bytes"),
        ({1: "planted"}, "headers: expected names that are a str, got int"),
        ("X: planted", "headers: expected a dict, got str"),
        ([("X", "planted")], "headers: expected a dict, got list"),
        (("X", "planted"), "headers: expected a dict, got tuple"),
        ((("X",),), "headers: expected a dict, got tuple"),
    ],
)
def test_headers_of_a_wrong_type(headers: Any, text: str) -> None:
    """Headers of a wrong type raise a TypeError that names the header, without its value."""
    with pytest.raises(TypeError) as caught:
        JetEmail(KEY, headers=headers)

    assert text == str(caught.value)


def test_header_settings() -> None:
    """Settings hide header values in their repr."""
    settings = Settings(keys={}, headers={"X-Trace": "planted", "X-Team": "a b"})

    assert (("X-Trace", "planted"), ("X-Team", "a b")) == settings.headers
    assert "planted" not in repr(settings)
    assert "X-Trace" in repr(settings)


async def test_headers_are_sent(flavour: Flavour) -> None:
    """Every request has the configured headers."""
    with playing(created) as server:
        await flavour.create(server.base_url, headers={"X-Trace": "7"})

        assert "7" == server.heads()[0]["x-trace"]


async def test_with_options() -> None:
    """`with_options` returns a client that shares connections; the first is unchanged."""
    with playing(created) as server:
        async with AsyncJetEmail(KEY, base_url=server.base_url) as jetemail:
            await jetemail.smtp_users.create(username="a")
            other = jetemail.with_options(headers={"X-Trace": "7"}, max_attempts=1)
            await other.smtp_users.create(username="a")
            await jetemail.smtp_users.create(username="a")

        assert [None, "7", None] == [head.get("x-trace") for head in server.heads()]
        assert 1 == server.connections


def test_sync_with_options() -> None:
    """A deadline of `with_options` limits the calls of the new client."""
    with playing(silence) as server, JetEmail(KEY, base_url=server.base_url) as jetemail:
        with pytest.raises(errors.APITimeoutError) as caught:
            jetemail.with_options(deadline=1.0).smtp_users.create(username="a")

        assert "unknown" == caught.value.outcome
        assert 1 == len(server.requests)


@pytest.mark.parametrize("kind", [JetEmail, AsyncJetEmail])
def test_attributes_of_a_subclass(kind: type[Any]) -> None:
    """Derived clients keep what was set on the first, but each has resources of its own."""
    tenant, stub = object(), mock.Mock()
    client = type("Mine", (kind,), {})(KEY)
    client.tenant, client.webhooks, own = tenant, stub, client.smtp_users
    other = client.with_options(deadline=1)

    assert (tenant, stub) == (other.tenant, other.webhooks)
    assert own is client.smtp_users is not other.smtp_users


def test_calls_of_a_stubbed_client() -> None:
    """What replaces a method of a client is called by derived clients and by runs as well."""
    client, stub = JetEmail(KEY), mock.Mock(side_effect=ZeroDivisionError)
    client.execute = stub  # type: ignore[method-assign]

    for call in (
        client.with_options(deadline=1).smtp_users.list,
        client.smtp_users.with_raw_response.list,
        lambda: list(client.smtp_users.ensure_many([{"username": "a"}])),
    ):
        with pytest.raises(ZeroDivisionError):
            call()


def test_shared_close() -> None:
    """Closing a client also closes those made by `with_options`, and vice versa."""
    jetemail = JetEmail(KEY)
    jetemail.with_options(deadline=1).close()

    with pytest.raises(errors.ConfigurationError, match="the client is closed"):
        jetemail.smtp_users.create(username="a")


@pytest.mark.parametrize(
    "option",
    [
        {"base_url": "https://example.com"},
        {"max_connections": 5},
        {"allow_http": True},
        {"hooks": print},
        {"api_key": KEY},
        {"rate_limits": None},
        {"rate_limit_block": False},
        {"retry_budget": False},
    ],
)
def test_shared_options(option: Any) -> None:
    """An option shared by all calls cannot be changed by `with_options`."""
    with pytest.raises(errors.ConfigurationError, match=f"{next(iter(option))} is shared by all"):
        JetEmail(KEY).with_options(**option)


@pytest.mark.parametrize("name", ["allow_http", "rate_limit_block", "retry_budget"])
def test_flag_of_a_wrong_type(name: str) -> None:
    """A flag that is not a bool raises TypeError."""
    options: Any = {name: 0}
    with pytest.raises(TypeError, match=f"^{name}: expected a bool, got int$"):
        JetEmail(KEY, **options)


@pytest.mark.parametrize(("retry_budget", "requests"), [(True, 3 * 10 + 1), (False, 3 * 11)])
async def test_retry_budget(flavour: Flavour, retry_budget: bool, requests: int) -> None:
    """The retry budget limits retries against a failing server, unless it is disabled."""
    with playing(respond(500)) as server:
        options: Any = {"retry_budget": retry_budget, "base_url": server.base_url}
        if flavour.name == "async":
            async with AsyncJetEmail(KEY, sleep=flavour.sleeper.sleep_async, **options) as client:
                for _ in range(11):
                    with pytest.raises(errors.InternalServerError):
                        await client.smtp_users.list()
        else:
            with JetEmail(KEY, sleep=flavour.sleeper.sleep, **options) as sync_client:
                for _ in range(11):
                    with pytest.raises(errors.InternalServerError):
                        sync_client.smtp_users.list()

        assert requests == len(server.requests)


def test_invalid_option() -> None:
    """`with_options` validates its options."""
    with pytest.raises(errors.ConfigurationError, match="deadline is 0"):
        JetEmail(KEY).with_options(deadline=0)


PROXY = (
    "use transport=transports.AiohttpTransport(proxy=...), or for JetEmail "
    "transport=transports.DeadlineTransport(proxy=...)"
)


@pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("timeout", "use deadline for a call and attempt_timeout for one attempt, both in seconds"),
        ("max_retries", "use max_attempts, which counts the first attempt as well"),
        ("proxy", PROXY),
        ("proxies", PROXY),
        ("verify", PROXY.replace("proxy", "ssl_context")),
        ("api_base", "use base_url"),
        ("Token", "use api_key, or transactional_key for sending"),
        ("on_event", "use hooks"),
        ("max_conections", "did you mean max_connections?"),
        ("transactional_keys", "did you mean transactional_key?"),
        ("zzz", "there are allow_http, api_key, attempt_timeout, base_url, clock, "),
    ],
)
def test_unknown_option(kind: type[AsyncJetEmail | JetEmail], name: str, advice: str) -> None:
    """An unknown option raises TypeError with the client and the option to use."""
    options: Any = {name: 5}
    with pytest.raises(TypeError) as caught:
        kind(KEY, **options)

    text = f"{kind.__name__}: there is no option {name}; {advice}"
    assert str(caught.value).startswith(text)
    assert str(caught.value) == text or name == "zzz"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("timeout", "there is no option timeout; use deadline for a call"),
        ("deadlin", r"there is no option deadlin; did you mean deadline\?"),
        (
            "zzz",
            "no option zzz; there are attempt_timeout, connect_timeout, deadline, headers",
        ),
    ],
)
def test_unknown_option_of_with_options(name: str, text: str) -> None:
    """An unknown option of `with_options` raises TypeError with one that can be given there."""
    options: Any = {name: 5}
    with pytest.raises(TypeError, match=f"^JetEmail.with_options: .*{text}"):
        JetEmail(KEY).with_options(**options)


def test_advice_names_options_that_exist() -> None:
    """The advice for an unknown option names options of the client or of a default transport."""
    known = {*signature(JetEmail).parameters, *Options.__annotations__}
    uses = {re.split(r"[ ,=]", use)[0] for use in _USE.values()}
    others = [name for names in _USE for name in names.split()]

    assert set() == uses - known
    assert [] == [name for name in others if name in known]
    assert len(others) == len(set(others))


@pytest.mark.parametrize(("url", "kind"), [(5, "int"), (b"https://h", "bytes")])
def test_base_url_of_a_wrong_type(url: Any, kind: str) -> None:
    """A base URL that is not a string raises TypeError."""
    with pytest.raises(TypeError, match=f"^base_url: expected a str, got {kind}$"):
        JetEmail(KEY, base_url=url)


@pytest.mark.parametrize("kind", [AsyncJetEmail, JetEmail])
def test_options_that_are_none(kind: type[AsyncJetEmail | JetEmail]) -> None:
    """None for an option is the same as leaving it out, in `with_options` as well."""
    nothing: Any = dict.fromkeys(Options.__optional_keys__ - {"rate_limits"})
    text = repr(kind(KEY))
    unchanged = settings_of(kind.__name__, KEY, None, {"deadline": 5, "headers": {"X-A": "b"}})
    none = dict.fromkeys(CallOptions.__optional_keys__)

    assert text == repr(kind(KEY, **nothing))
    assert settings_of("", KEY, None, {}) == settings_of("", KEY, None, nothing)
    assert unchanged == changed_settings(kind.__name__, unchanged, none)
    assert settings_of("", KEY, None, {"rate_limits": None}).rate_limits is None


ACCOUNT, TRANSACTIONAL = "JETEMAIL_API_KEY", "JETEMAIL_TRANSACTIONAL_KEY"

AROUND = "has whitespace or a line break around it"
WITHIN = "has whitespace or a control character in it"
QUOTED = "has quotation marks around it"
BEFORE = "has something before it, such as the name of a variable"
MALFORMED = [
    (" ", "is blank"),
    ("\n", "is blank"),
    ("api_planted\n", AROUND),
    ("api_planted\r\n", AROUND),
    ("\tapi_planted", AROUND),
    ("\N{NO-BREAK SPACE}api_planted", AROUND),
    ("api_ planted", WITHIN),
    ("api_\r\nplanted", WITHIN),
    ("api_\x00planted", WITHIN),
    ("api_planted\x7f", WITHIN),
    ("api_plantéd", "has a character outside ASCII"),
    ("api_\N{ZERO WIDTH SPACE}planted", "has a character outside ASCII, the invisible U+200B"),
    ("\ufeffapi_planted", "has a character outside ASCII, the invisible U+FEFF"),
    ('"\ufeffapi_planted"', "has a character outside ASCII, the invisible U+FEFF"),
    ("api_planted\N{WORD JOINER}", "has a character outside ASCII, the invisible U+2060"),
    ('"api_planted"', QUOTED),
    ("'api_planted'\n", QUOTED),
    ("`api_planted`", QUOTED),
    ('api_planted"', QUOTED),
    ("\N{LEFT DOUBLE QUOTATION MARK}api_planted\N{RIGHT DOUBLE QUOTATION MARK}", QUOTED),
    ("api_planted;", "has a punctuation mark after it"),
    ("api_planted,\n", "has a punctuation mark after it"),
    ("JETEMAIL_API_KEY=api_planted", BEFORE),
    ("JETEMAIL_API_KEY = planted", BEFORE),
    ("export JETEMAIL_API_KEY=planted", BEFORE),
    ("api_key=api_planted", BEFORE),
    ("JETEMAIL_TRANSACTIONAL_KEY: transactional_planted", BEFORE),
    ("Authorization: Bearer api_planted", BEFORE),
    ("(api_planted)", BEFORE),
    ("Bearer planted", "begins with a word such as Bearer, which the client adds"),
    ("bearer api_planted", "begins with a word such as Bearer, which the client adds"),
    ("$JETEMAIL_API_KEY", "is a placeholder that nothing has replaced"),
    ("${JETEMAIL_API_KEY}", "is a placeholder that nothing has replaced"),
    ("%JETEMAIL_API_KEY%", "is a placeholder that nothing has replaced"),
    ("{{ planted }}", "is a placeholder that nothing has replaced"),
    ("<planted>", "is a placeholder that nothing has replaced"),
    ("JETEMAIL_API_KEY", "is the name of a key, not the key"),
]
OTHER = "The {} {} holds the other kind of key, {}...: give it as {} or in {}."
# Argument, variable, a key of the other kind, and its own argument and variable.
KINDS = [
    ("api_key", ACCOUNT, "transactional_planted", ("transactional_key", TRANSACTIONAL)),
    ("transactional_key", TRANSACTIONAL, "api_planted", ("api_key", ACCOUNT)),
]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the keys from the environment."""
    monkeypatch.delenv(ACCOUNT, raising=False)
    monkeypatch.delenv(TRANSACTIONAL, raising=False)


def keys_with(**given: Any) -> Mapping[KeyKind, str]:
    """Return the keys of a client with these arguments."""
    arguments: dict[str, Any] = {"api_key": None, "transactional_key": None} | given
    return keys_from(**arguments)


def prefix(key: str) -> str:
    """Return the prefix of a key."""
    return key.removesuffix("planted")


def settings_with(**options: Any) -> Settings:
    """Return settings with these options, without static type checks."""
    return Settings(keys={}, **options)


def test_keys_from_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument takes precedence over the environment."""
    monkeypatch.setenv(ACCOUNT, "api_environment")

    keys = keys_with(api_key="api_argument", transactional_key="transactional_argument")
    assert {"account": "api_argument", "transactional": "transactional_argument"} == keys


def test_keys_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without arguments, both keys are read from the environment."""
    monkeypatch.setenv(ACCOUNT, "api_environment")
    monkeypatch.setenv(TRANSACTIONAL, "transactional_environment")

    expected = {"account": "api_environment", "transactional": "transactional_environment"}
    assert expected == keys_with()


def test_missing_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Either key may be missing; an empty variable counts as missing."""
    monkeypatch.setenv(ACCOUNT, "")

    assert {} == keys_with()


def test_unknown_prefix() -> None:
    """A key with an unknown prefix is valid."""
    assert {"account": "planted!~"} == keys_with(api_key="planted!~")


@pytest.mark.parametrize(("argument", "_", "other", "places"), KINDS)
def test_argument_of_the_other_kind(
    argument: str, _: str, other: str, places: tuple[str, str]
) -> None:
    """A key passed as the other kind raises an error that says where it belongs."""
    with pytest.raises(ConfigurationError) as caught:
        keys_with(**{argument: other})

    assert OTHER.format("argument", argument, prefix(other), *places) == str(caught.value)


@pytest.mark.parametrize(("_", "variable", "other", "places"), KINDS)
def test_variable_of_the_other_kind(
    _: str,
    variable: str,
    other: str,
    places: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A key in the other kind's variable raises an error that says where it belongs."""
    monkeypatch.setenv(variable, other)
    with pytest.raises(ConfigurationError) as caught:
        keys_with()

    assert OTHER.format("environment variable", variable, prefix(other), *places) == str(
        caught.value
    )


@pytest.mark.parametrize(("key", "problem"), MALFORMED)
@pytest.mark.parametrize("argument", ["api_key", "transactional_key"])
def test_malformed_argument(argument: str, key: str, problem: str) -> None:
    """A malformed key argument raises an error with the reason, and without the key."""
    with pytest.raises(ConfigurationError) as caught:
        keys_with(**{argument: key})

    assert f"The argument {argument} {problem}: give the key alone." == str(caught.value)


@pytest.mark.parametrize(("key", "problem"), [one for one in MALFORMED if "\0" not in one[0]])
@pytest.mark.parametrize("variable", [ACCOUNT, TRANSACTIONAL])
def test_malformed_variable(
    variable: str, key: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A malformed key in the environment raises an error that names the variable."""
    monkeypatch.setenv(variable, key)
    with pytest.raises(ConfigurationError) as caught:
        keys_with()

    text = f"The environment variable {variable} {problem}: give the key alone."
    assert text == str(caught.value)


def test_empty_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty key argument raises an error; the environment is not used instead."""
    monkeypatch.setenv(ACCOUNT, "api_environment")
    with pytest.raises(ConfigurationError, match=r"^The argument api_key is empty: give"):
        keys_with(api_key="")


@pytest.mark.parametrize(("key", "name"), [(b"api_x", "bytes"), (0, "int"), (["api_x"], "list")])
def test_key_of_a_wrong_type(key: object, name: str) -> None:
    """A key that is not a string raises TypeError."""
    with pytest.raises(TypeError, match=rf"^api_key: expected a str, got {name}$"):
        keys_with(api_key=key)


def test_repr_of_settings() -> None:
    """The repr of settings hides the keys."""
    assert "planted" not in repr(Settings(keys=keys_with(api_key="api_planted")))


def test_default_settings() -> None:
    """The default settings are the documented ones."""
    expected = settings_with(
        base_url="https://api.jetemail.com",
        deadline=60.0,
        attempt_timeout=20.0,
        connect_timeout=5.0,
        max_attempts=3,
    )
    assert expected == settings_with()


@pytest.mark.parametrize(
    ("url", "normalized"),
    [
        (BASE_URL + "/", BASE_URL),
        ("https://example.com:8443", "https://example.com:8443"),
        ("https://example.com/jetemail/v1/", "https://example.com/jetemail/v1"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("HTTPS://Bücher.example:8/%C3%A4", "https://xn--bcher-kva.example:8/%C3%A4"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://127.1.2.3", "http://127.1.2.3"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("http://jetemail.localhost:8025", "http://jetemail.localhost:8025"),
        ("http://localhost.:8025", "http://localhost.:8025"),
        ("HTTPS://example.com", "https://example.com"),
        ("hTTps://example.com/?#", "https://example.com"),
    ],
)
def test_base_url(url: str, normalized: str) -> None:
    """A base URL is normalized; plain http is valid for loopback."""
    assert normalized == settings_with(base_url=url).base_url


@pytest.mark.parametrize(
    ("url", "text"),
    [
        *((url, "is not an https:// URL") for url in ("", "api.jetemail.com", "//h", "https://")),
        *((url, "is not an https:// URL") for url in ("ftp://h", "file:///etc/passwd", "https:h")),
        *((f"https://{user}h", "no user") for user in ("me@", "me:planted@", ":planted@")),
        *((f"https://h{rest}", "query or fragment") for rest in ("?a=1", "/p?a", "#a", "/p#a")),
        ("http://api.jetemail.com", "in the clear"),
        ("http://jetemail:8025", "in the clear"),
        ("http://notlocalhost", "in the clear"),
        ("http://127.0.0.1.example.com", "in the clear"),
        ("http://localhost.example.com", "in the clear"),
        ("http://1270.0.0.1", "in the clear"),
        ("http://[::2]", "in the clear"),
        ("http://0.0.0.0", "in the clear"),
        ("http://localhost@example.com", "no user"),
        *(
            (f"https://{host}", "invalid host or port")
            for host in ("h:99999", "h:a", "[::1", "a..b")
        ),
        *(
            (f"https://h{rest}", "percent-encode it")
            for rest in ("/a b", "/ä", "\n/a", "/a\r\nb", "/\x7f", "/ ")
        ),
    ],
)
def test_invalid_base_url(url: str, text: str) -> None:
    """An invalid base URL, or one that would expose the key, raises an error without the URL."""
    with pytest.raises(ConfigurationError, match=f"^base_url .*{text}") as caught:
        settings_with(base_url=url)

    assert "planted" not in str(caught.value)


def test_http_to_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain http to another host is allowed by an option or the environment, which the error names.

    The option takes precedence.
    """
    url = "http://jetemail:8025"
    with pytest.raises(ConfigurationError, match=r"allow_http=True, or JETEMAIL_ALLOW_HTTP=1"):
        settings_with(base_url=url)
    assert url == settings_with(base_url=url, allow_http=True).base_url

    monkeypatch.setenv("JETEMAIL_ALLOW_HTTP", "1")
    assert url == settings_with(base_url=url).base_url
    with pytest.raises(ConfigurationError, match="in the clear"):
        settings_with(base_url=url, allow_http=False)


def test_base_url_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable sets the base URL where no argument does; errors name it."""
    monkeypatch.setenv("JETEMAIL_BASE_URL", "http://localhost:8025/")
    assert "http://localhost:8025" == settings_with().base_url
    assert "https://host" == settings_with(base_url="https://host").base_url

    monkeypatch.setenv("JETEMAIL_BASE_URL", "")
    assert "https://api.jetemail.com" == settings_with().base_url

    monkeypatch.setenv("JETEMAIL_BASE_URL", "localhost:8025")
    with pytest.raises(ConfigurationError, match=r"^JETEMAIL_BASE_URL is not an https:// URL"):
        settings_with()


@pytest.mark.parametrize("flag", ["0", "false", "No", "off", " ", ""])
def test_http_forbidden_by_the_environment(flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is off does not allow plain http."""
    monkeypatch.setenv("JETEMAIL_ALLOW_HTTP", flag)
    with pytest.raises(ConfigurationError, match="in the clear"):
        settings_with(base_url="http://jetemail:8025")


def test_invalid_flag_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is neither on nor off raises an error that names it."""
    monkeypatch.setenv("JETEMAIL_ALLOW_HTTP", "jetemail")
    with pytest.raises(ConfigurationError, match="JETEMAIL_ALLOW_HTTP is neither 1 nor 0"):
        settings_with()


@pytest.mark.parametrize("value", [1e-9, 0.5, 1, 10**6])
def test_valid_timeouts(value: float) -> None:
    """Deadlines and timeouts are positive numbers of seconds."""
    made = settings_with(deadline=value, attempt_timeout=value, connect_timeout=value)

    assert (value,) * 3 == (made.deadline, made.attempt_timeout, made.connect_timeout)


@pytest.mark.parametrize("name", ["deadline", "attempt_timeout", "connect_timeout"])
@pytest.mark.parametrize("value", [0, -1, -0.5, 1_000_001, 10**99, math.nan, math.inf])
def test_invalid_timeouts(name: str, value: float) -> None:
    """A deadline or timeout outside its limits raises an error."""
    text = f"^{name} is {value}; it must be above 0 and at most 1000000.$"
    with pytest.raises(ConfigurationError, match=text):
        settings_with(**{name: value})


@pytest.mark.parametrize("name", ["deadline", "attempt_timeout", "connect_timeout"])
@pytest.mark.parametrize(("value", "kind"), [("5", "str"), (True, "bool"), (None, "NoneType")])
def test_timeouts_of_a_wrong_type(name: str, value: object, kind: str) -> None:
    """A deadline or timeout that is not a number raises TypeError."""
    with pytest.raises(TypeError, match=f"^{name}: expected seconds, got {kind}$"):
        settings_with(**{name: value})


@pytest.mark.parametrize("value", [0, -3])
def test_invalid_max_attempts(value: int) -> None:
    """`max_attempts` must be at least 1."""
    with pytest.raises(ConfigurationError, match=f"^max_attempts is {value}; the minimum is 1.$"):
        settings_with(max_attempts=value)


@pytest.mark.parametrize(("value", "kind"), [(1.5, "float"), (True, "bool"), ("3", "str")])
def test_max_attempts_of_a_wrong_type(value: object, kind: str) -> None:
    """A `max_attempts` that is not an int raises TypeError."""
    with pytest.raises(TypeError, match=f"^max_attempts: expected an int, got {kind}$"):
        settings_with(max_attempts=value)
