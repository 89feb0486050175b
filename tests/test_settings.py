"""Keys and options, refused when a client is made."""

import math
from collections.abc import Mapping
from typing import Any

import pytest

from jetemail_api_client._runtime.records import KeyKind
from jetemail_api_client._settings import BASE_URL, Settings, keys_from
from jetemail_api_client.errors import ConfigurationError

ACCOUNT, TRANSACTIONAL = "JETEMAIL_API_KEY", "JETEMAIL_TRANSACTIONAL_KEY"

MALFORMED = [" ", "api_ x", "api_x\n", "\tapi_x", "api_\r\nx", "api_\x00x", "api_é", "api_\x7f"]
ODD = (
    "{} has a space, a line break or a character outside ASCII: no key has one. "
    "Was it copied with something around it?"
)
OTHER = "{} holds the other kind of key, {}...: give it as {} or in {}."
# Argument, variable, a key of the other kind, and where that belongs.
KINDS = [
    ("api_key", ACCOUNT, "transactional_planted", ("transactional_key", TRANSACTIONAL)),
    ("transactional_key", TRANSACTIONAL, "api_planted", ("api_key", ACCOUNT)),
]


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key comes from the environment that the tests run in."""
    monkeypatch.delenv(ACCOUNT, raising=False)
    monkeypatch.delenv(TRANSACTIONAL, raising=False)


def keys_with(**given: Any) -> Mapping[KeyKind, str]:
    """The keys of a client with these arguments."""
    arguments: dict[str, Any] = {"api_key": None, "transactional_key": None} | given
    return keys_from(**arguments)


def prefix(key: str) -> str:
    """The part of a key that says its kind."""
    return key.removesuffix("planted")


def settings(**options: Any) -> Settings:
    """Settings with these options, without their types being looked at beforehand."""
    return Settings(keys={}, **options)


def test_keys_from_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument goes before the environment."""
    monkeypatch.setenv(ACCOUNT, "api_environment")

    keys = keys_with(api_key="api_argument", transactional_key="transactional_argument")
    assert {"account": "api_argument", "transactional": "transactional_argument"} == keys


def test_keys_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without arguments, both keys come from the environment."""
    monkeypatch.setenv(ACCOUNT, "api_environment")
    monkeypatch.setenv(TRANSACTIONAL, "transactional_environment")

    expected = {"account": "api_environment", "transactional": "transactional_environment"}
    assert expected == keys_with()


def test_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key may be missing; a variable that is empty holds none."""
    monkeypatch.setenv(ACCOUNT, "")

    assert {} == keys_with()


def test_key_of_no_known_prefix() -> None:
    """A key without a prefix is taken: the vendor may make keys of a new form."""
    assert {"account": "planted!~"} == keys_with(api_key="planted!~")


@pytest.mark.parametrize(("argument", "_", "other", "places"), KINDS)
def test_argument_of_the_other_kind(
    argument: str, _: str, other: str, places: tuple[str, str]
) -> None:
    """A key that was swapped for the other is refused, with the place where it belongs."""
    with pytest.raises(ConfigurationError) as caught:
        keys_with(**{argument: other})

    assert OTHER.format(argument, prefix(other), *places) == str(caught.value)


@pytest.mark.parametrize(("_", "variable", "other", "places"), KINDS)
def test_variable_of_the_other_kind(
    _: str,
    variable: str,
    other: str,
    places: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same holds for a key from the environment."""
    monkeypatch.setenv(variable, other)
    with pytest.raises(ConfigurationError) as caught:
        keys_with()

    assert OTHER.format(variable, prefix(other), *places) == str(caught.value)


@pytest.mark.parametrize("key", MALFORMED)
@pytest.mark.parametrize("argument", ["api_key", "transactional_key"])
def test_malformed_argument(argument: str, key: str) -> None:
    """A key with a character that no key has is refused, and not shown."""
    with pytest.raises(ConfigurationError) as caught:
        keys_with(**{argument: key})

    assert ODD.format(argument) == str(caught.value)


@pytest.mark.parametrize("key", [key for key in MALFORMED if "\0" not in key])
@pytest.mark.parametrize("variable", [ACCOUNT, TRANSACTIONAL])
def test_malformed_variable(variable: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same holds for a key from the environment."""
    monkeypatch.setenv(variable, key)
    with pytest.raises(ConfigurationError) as caught:
        keys_with()

    assert ODD.format(variable) == str(caught.value)


def test_empty_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty argument is a mistake: no other key stands in for it."""
    monkeypatch.setenv(ACCOUNT, "api_environment")
    with pytest.raises(ConfigurationError, match=r"^api_key is empty\.$"):
        keys_with(api_key="")


@pytest.mark.parametrize(("key", "name"), [(b"api_x", "bytes"), (0, "int"), (["api_x"], "list")])
def test_key_of_a_wrong_type(key: object, name: str) -> None:
    """A key that is no str is a TypeError."""
    with pytest.raises(TypeError, match=rf"^api_key: expected a str, got {name}$"):
        keys_with(api_key=key)


def test_keys_are_not_in_the_repr() -> None:
    """Settings show no key."""
    assert "planted" not in repr(Settings(keys=keys_with(api_key="api_planted")))


def test_defaults() -> None:
    """Without options, the API's own address, a minute for a call and three attempts."""
    expected = settings(
        base_url="https://api.jetemail.com",
        deadline=60.0,
        attempt_timeout=20.0,
        connect_timeout=5.0,
        max_attempts=3,
    )
    assert expected == settings()


@pytest.mark.parametrize(
    ("url", "kept"),
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
        ("HTTPS://example.com", "https://example.com"),
        ("hTTps://example.com/?#", "https://example.com"),
    ],
)
def test_base_url(url: str, kept: str) -> None:
    """An address is kept in its plain form, without slash at its end; http is for this machine."""
    assert kept == settings(base_url=url).base_url


@pytest.mark.parametrize(
    ("url", "words"),
    [
        *((url, "is no https:// address") for url in ("", "api.jetemail.com", "//h", "https://")),
        *((url, "is no https:// address") for url in ("ftp://h", "file:///etc/passwd", "https:h")),
        *((f"https://{user}h", "no user") for user in ("me@", "me:planted@", ":planted@")),
        *((f"https://h{rest}", "query or fragment") for rest in ("?a=1", "/p?a", "#a", "/p#a")),
        ("http://api.jetemail.com", "in the clear"),
        ("http://127.0.0.1.example.com", "in the clear"),
        ("http://localhost.example.com", "in the clear"),
        ("http://1270.0.0.1", "in the clear"),
        ("http://[::2]", "in the clear"),
        ("http://0.0.0.0", "in the clear"),
        ("http://localhost@example.com", "no user"),
        *((f"https://{host}", "cannot be") for host in ("h:99999", "h:a", "[::1", "a..b")),
        *(
            (f"https://h{rest}", "be quoted")
            for rest in ("/a b", "/ä", "\n/a", "/a\r\nb", "/\x7f", "/ ")
        ),
    ],
)
def test_bad_base_url(url: str, words: str) -> None:
    """An address that would show the key to others, or is none, is refused and not repeated."""
    with pytest.raises(ConfigurationError, match=f"^base_url .*{words}") as caught:
        settings(base_url=url)

    assert "planted" not in str(caught.value)


@pytest.mark.parametrize("value", [1e-9, 0.5, 1, 10**6])
def test_seconds(value: float) -> None:
    """Any time limit that is one is taken."""
    made = settings(deadline=value, attempt_timeout=value, connect_timeout=value)

    assert (value,) * 3 == (made.deadline, made.attempt_timeout, made.connect_timeout)


@pytest.mark.parametrize("name", ["deadline", "attempt_timeout", "connect_timeout"])
@pytest.mark.parametrize("value", [0, -1, -0.5, 1_000_001, 10**400, math.nan, math.inf])
def test_bad_seconds(name: str, value: float) -> None:
    """No time limit can be switched off, or be longer than the system can wait."""
    text = f"^{name} is {value}; it must be above 0 and at most 1000000.$"
    with pytest.raises(ConfigurationError, match=text):
        settings(**{name: value})


@pytest.mark.parametrize("name", ["deadline", "attempt_timeout", "connect_timeout"])
@pytest.mark.parametrize(("value", "kind"), [("5", "str"), (True, "bool"), (None, "NoneType")])
def test_seconds_of_a_wrong_type(name: str, value: object, kind: str) -> None:
    """Seconds are an int or a float."""
    with pytest.raises(TypeError, match=f"^{name}: expected seconds, got {kind}$"):
        settings(**{name: value})


@pytest.mark.parametrize("value", [0, -3])
def test_bad_max_attempts(value: int) -> None:
    """There is at least one attempt."""
    with pytest.raises(ConfigurationError, match=f"^max_attempts is {value}; the minimum is 1.$"):
        settings(max_attempts=value)


@pytest.mark.parametrize(("value", "kind"), [(1.5, "float"), (True, "bool"), ("3", "str")])
def test_max_attempts_of_a_wrong_type(value: object, kind: str) -> None:
    """Attempts are counted in whole numbers."""
    with pytest.raises(TypeError, match=f"^max_attempts: expected an int, got {kind}$"):
        settings(max_attempts=value)
