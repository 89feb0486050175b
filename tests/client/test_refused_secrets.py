"""A secret in the arguments of a call is in no frame of the error that ends the call."""

import inspect
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import attrs
import pytest

from jetemail_api_client import AsyncJetEmail, JetEmail, models
from jetemail_api_client._runtime.values import redacted
from jetemail_api_client.errors import ConfigurationError
from jetemail_api_client.options import Settings
from jetemail_api_client.rate_limits import RateLimits, Wait
from jetemail_api_client.transports import AiohttpTransport, DeadlineTransport

from ..conftest import KEY
from ..raw_server import Stage, close, playing, refused_url, respond_json
from ..spec.operations import OPERATIONS, arguments_of, body_model, example

PLANTED_WORD = "planted5c0e"
PLANTED = "planted 5c0e"
HALF_PAIR = f"{PLANTED}\ud800"
# Secrets of every kind of argument, most of which it refuses.
GIVEN: dict[str, Any] = {
    "text": PLANTED,
    "long": PLANTED * 1000,
    "half of a surrogate pair": HALF_PAIR,
    "bytes": PLANTED.encode(),
    "list": [PLANTED],
    "tuple": (PLANTED,),
    "dict": {"a": PLANTED},
    "dict of sets": {"a": {PLANTED}},
    "dict of half a pair": {"a": HALF_PAIR},
    "list of half a pair": [HALF_PAIR],
    "list of lists": [[PLANTED]],
    "list of text and int": [PLANTED, 5],
}

# Valid secrets of arguments that take no text.
VALID: dict[str, Any] = {"filter_users": [PLANTED], "webhook_headers": {"a": PLANTED}}


def method_of(client: Any, name: str) -> Any:
    """Return a method of a client."""
    return attrgetter(name)(client)


def methods() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each method with a secret argument: its name, the argument, and valid arguments."""
    client = JetEmail(KEY)
    for described in OPERATIONS:
        if not described.body:
            continue
        model = body_model(described)
        body = model.from_dict(example(described.body, described.entry.get("sent", {})))
        values = {"uuid": "b814c25d-b18c-4044-ae31-49e22ce908b5", **arguments_of(body)}
        # Not together with allow_any_domain.
        values.pop("allow_all_domains", None)
        for name in sorted({described.name, *described.entry.get("flows", {})}):
            taken = inspect.signature(method_of(client, name)).parameters
            valid = {one: value for one, value in values.items() if one in taken}
            secret = [one.name for one in attrs.fields(model) if one.repr is redacted]
            raw = name.replace(".", ".with_raw_response.")
            yield from ((name, one, valid) for one in secret if one in taken)
            yield from ((raw, one, valid) for one in secret if one in taken)
    client.close()


METHODS = [*methods()]
CASES = pytest.mark.parametrize(
    ("name", "secret", "valid"), METHODS, ids=[f"{name}-{one}" for name, one, _ in METHODS]
)


@pytest.fixture(params=[AsyncJetEmail, JetEmail])
def client_class(request: pytest.FixtureRequest) -> Any:
    """Run a test with each client."""
    return request.param


async def error_of(
    client_class: Any, name: str, arguments: dict[str, Any], **options: Any
) -> BaseException | None:
    """Return the error of a call."""
    client = client_class(**{"api_key": KEY, "base_url": refused_url(), **options})
    try:
        result = method_of(client, name)(**arguments)
        if inspect.isawaitable(result):
            await result
    except Exception as error:  # noqa: BLE001 - of any class
        return error
    finally:
        closing = client.close()
        if closing is not None:
            await closing
    return None


def is_shown_in(text: str) -> bool:
    """Return True if a text has the secret in either form."""
    return PLANTED in text or PLANTED_WORD in text


def leaks(error: BaseException | None) -> list[str]:
    """Return where a reporter would show the secret: frames, texts and attributes."""
    found = []
    while error is not None:
        shown = {"str": str(error), "repr": repr(error), "attributes": repr(vars(error))}
        # The text of an encoder's error.
        shown["object"] = repr(getattr(error, "object", None))
        found += [kind for kind, text in shown.items() if is_shown_in(text)]
        trace = error.__traceback__
        while trace is not None:
            frame, trace = trace.tb_frame, trace.tb_next
            if "/tests/" not in frame.f_code.co_filename:
                found += [
                    f"{frame.f_code.co_name}: {name}"
                    for name, value in frame.f_locals.items()
                    if is_shown_in(repr(value))
                ]
        error = error.__cause__ or error.__context__
    return found


@CASES
async def test_refused_secret(
    client_class: Any, name: str, secret: str, valid: dict[str, Any]
) -> None:
    """A secret that a method refuses, or cannot send, is in no frame of its error."""
    for given in GIVEN.values():
        error = await error_of(client_class, name, valid | {secret: given}, max_attempts=1)

        assert error is not None
        assert [] == leaks(error)


@CASES
async def test_refused_call_with_a_secret(
    client_class: Any, name: str, secret: str, valid: dict[str, Any]
) -> None:
    """A valid secret is in no frame of the error about another argument."""
    value = VALID.get(secret, PLANTED)
    for other in set(valid) - {secret}:
        for wrong in (5.5, object(), "\ud800", ""):
            arguments = valid | {secret: value, other: wrong}
            error = await error_of(client_class, name, arguments, max_attempts=1)

            assert error is not None
            assert [] == leaks(error)


def echo(stage: Stage) -> None:
    """Reject a request, and return it."""
    respond_json(400, {"error": stage.request.decode()})(stage)


@CASES
async def test_failed_call_with_a_secret(
    client_class: Any, name: str, secret: str, valid: dict[str, Any]
) -> None:
    """A secret is in no frame of the error of a call: rejected, broken, without a key, closed."""
    value = VALID.get(secret, PLANTED)
    arguments = valid | {secret: value}
    with playing(echo) as rejecting, playing(close) as breaking:
        errors = [
            await error_of(client_class, name, arguments, base_url=rejecting.base_url),
            await error_of(client_class, name, arguments, base_url=breaking.base_url, deadline=1),
            await error_of(client_class, name, arguments, max_attempts=1),
            await error_of(client_class, name, arguments, deadline=1e-9),
            await error_of(client_class, name, arguments, api_key=None),
        ]

    assert [] == [leak for error in errors for leak in leaks(error)]


@CASES
async def test_unknown_argument_beside_a_secret(
    client_class: Any, name: str, secret: str, valid: dict[str, Any]
) -> None:
    """A secret is in no frame of the error about an argument that there is not."""
    arguments = valid | {secret: PLANTED, "no_argument": 1}
    error = await error_of(client_class, name, arguments)

    assert type(error) is TypeError
    assert [] == leaks(error)


@pytest.mark.parametrize(
    "given",
    [
        {"json": {"password": HALF_PAIR}},
        {"json": {"password": {5}, "token": PLANTED}},
        {"json": {"password": PLANTED}, "retry": "never again"},
        {"json": {"password": PLANTED}, "no_option": 1},
        {"json": {"password": PLANTED}, "method": "BREW"},
        {"json": {"password": PLANTED}, "path": "no path"},
        {"headers": {"X-Token": HALF_PAIR}},
        {"headers": {"X-Token": PLANTED, "Host": "a"}},
        {"query": {"token": HALF_PAIR}},
        {"json": {"password": PLANTED}},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["request", "with_raw_response.request"])
async def test_secret_of_a_custom_request(
    client_class: Any, name: str, given: dict[str, Any]
) -> None:
    """A secret of a request without a method of its own is in no frame of its error."""
    arguments = {"method": "POST", "path": "/outbound/smarthost"} | given
    error = await error_of(client_class, name, arguments, max_attempts=1)

    assert error is not None
    assert [] == leaks(error)


@pytest.mark.parametrize("name", ["request", "with_raw_response.request"])
async def test_repeated_header_of_a_custom_request(client_class: Any, name: str) -> None:
    """The value of a header is redacted where the response of a custom request repeats it."""
    given = {"method": "GET", "path": "/a", "headers": {"X-Token": PLANTED}}
    with playing(echo) as rejecting:
        error = await error_of(client_class, name, given, base_url=rejecting.base_url)

    assert "400 GET /a" in str(error)
    assert [] == leaks(error)


def test_refused_secret_of_a_model() -> None:
    """A secret that a model refuses is in no frame of the error, nor is a positional one."""
    constructors: list[Any] = [
        lambda: models.SmtpUsersCreateRequest(username="a", password=PLANTED * 9),
        lambda: models.SmtpUsersUpdateRequest(username="a", password=[PLANTED]),  # type: ignore[arg-type]
        lambda: models.SmtpUsersCreateRequest("a", PLANTED),  # type: ignore[call-arg]
    ]
    for construct in constructors:
        with pytest.raises((ValueError, TypeError)) as caught:
            construct()

        assert [] == leaks(caught.value)
        assert "planted" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        {"api_key": f"api_{PLANTED}"},
        {"api_key": PLANTED.encode()},
        {"api_key": f"transactional_{PLANTED_WORD}"},
        {"transactional_key": f"api_{PLANTED_WORD}"},
        {"transactional_key": f"transactional_{PLANTED_WORD}", "deadline": 0},
        {"api_key": f"api_{PLANTED_WORD}", "no_option": 1},
        {"api_key": f"api_{PLANTED_WORD}", "transport": 1},
        {"api_key": f"api_{PLANTED_WORD}", "hooks": 1},
        {"headers": {"X-Token": HALF_PAIR}},
        {"headers": {"X-Token": [PLANTED]}},
        {"base_url": f"https://user:{PLANTED_WORD}@a.example"},
        {"base_url": f"https://{HALF_PAIR}"},
    ],
    ids=str,
)
def test_secret_of_a_refused_client(client_class: Any, given: dict[str, Any]) -> None:
    """A secret is in no frame of the error of a client that cannot be made."""
    with pytest.raises((ValueError, TypeError)) as caught:
        client_class(**given)

    assert [] == leaks(caught.value)


def test_refused_key_of_the_environment(client_class: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of the environment that is refused is in no frame of the error."""
    monkeypatch.setenv("JETEMAIL_API_KEY", f"api_{PLANTED}\n")
    with pytest.raises(ConfigurationError, match="JETEMAIL_API_KEY") as caught:
        client_class()

    assert [] == leaks(caught.value)


@pytest.mark.parametrize("other", [{}, {"deadline": 0}, {"base_url": "a"}], ids=str)
def test_secret_of_refused_options(other: dict[str, Any]) -> None:
    """The value of a header is in no frame of the error of `with_options`."""
    with JetEmail(KEY) as client:
        with pytest.raises(ConfigurationError) as caught:
            client.with_options(headers={"X-Token": HALF_PAIR}, **other)

    assert [] == leaks(caught.value)


@pytest.mark.parametrize("transport", [AiohttpTransport, DeadlineTransport])
@pytest.mark.parametrize(
    "given",
    [
        {"proxy": f"ftp://user:{PLANTED_WORD}@a.example"},
        {"proxy": f"http://user:{PLANTED_WORD}@a.example", "max_connections": 0},
    ],
    ids=str,
)
def test_password_of_a_refused_proxy(transport: Any, given: dict[str, Any]) -> None:
    """The password of a proxy is in no frame of the error of a transport."""
    with pytest.raises(ConfigurationError) as caught:
        transport(**given)

    assert [] == leaks(caught.value)


@pytest.mark.parametrize("cls", [RateLimits, Settings, Wait, JetEmail, AsyncJetEmail])
def test_repr_of_a_refused_object(cls: Any) -> None:
    """An object whose constructor has failed can be shown, as error reporters do."""
    assert cls.__name__ in repr(cls.__new__(cls))


def test_context_of_a_refusal() -> None:
    """The error that the caller handles stays the context of a refusal."""
    handled = KeyError("a")

    def refuse(client: JetEmail) -> None:
        try:
            raise handled
        except KeyError:
            client.smtp_users.create(username="a", password="short")

    with JetEmail(KEY) as client, pytest.raises(ValueError, match="password") as caught:
        refuse(client)

    assert handled is caught.value.__context__
