"""The account of a sandbox: keys, their permissions, effects and rate limits."""

import pytest

from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY
from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.account.rate_limits import RateLimits
from jetemail_api_client.sandbox.clock import Clock
from jetemail_api_client.sandbox.replies import Refusal

from .account import OPERATIONS, START, Caller, stopped_clock


def refusal(account: Account, name: str, key: str, ip: str = "127.0.0.1") -> str:
    """Return why an operation refuses a key."""
    with pytest.raises(Refusal) as refused:
        account.authenticate(OPERATIONS[name], f"Bearer {key}", ip)
    assert refused.value.reply.status == 401
    return str(refused.value)


@pytest.mark.parametrize("key", ["", "api_0123456789abcdef", TRANSACTIONAL_KEY, "\xff"])
def test_wrong_account_key(key: str) -> None:
    """A key that is not the account's is refused, with the keys that the sandbox has."""
    text = refusal(Account(), "smtp_users.list", key)

    assert "this is the JetEmail sandbox" in text
    assert "account keys (api_sandbox)" in text


def test_key_of_a_user_is_masked() -> None:
    """A message has no key that may be a real one."""
    account = Account(api_key="api_0123456789abcdef", transactional_key="0123456789abcdef")

    assert "account keys (api_…)" in refusal(account, "smtp_users.list", API_KEY)
    assert "transactional keys (…)" in refusal(account, "email.send", TRANSACTIONAL_KEY)


def test_operation_without_a_key() -> None:
    """The confirmation of a destination needs no key."""
    assert Account().authenticate(OPERATIONS["forward_destinations.verify"], "", "") == ""


def test_rotation_and_revocation() -> None:
    """The old token of a rotated key and a deleted key are refused; the new token works."""
    call = Caller()
    old = call("transactional_keys.create", {"name": "shop"})["api_token"]
    new = call("transactional_keys.rotate", {"api_token": old})["api_token"]
    send = OPERATIONS["email.send"]
    accepted = call.account.authenticate(send, f"bearer {new}", "127.0.0.1")
    refused = refusal(call.account, "email.send", old)
    call("transactional_keys.delete", {"api_token": new})

    assert accepted == new
    assert "transactional keys (transactional_sandbox, transactional_…)" in refused
    assert refusal(call.account, "email.send", new)
    assert call.reply("transactional_keys.rotate", {"api_token": new})[0] == 404


def test_disabled_key() -> None:
    """A disabled key is refused; with a status in the request, other fields are ignored."""
    call = Caller()
    call("transactional_keys.update", {"api_token": call.key, "status": 0, "name": "b"})
    (listed,) = call("transactional_keys.list")["transactionalKeys"]

    assert refusal(call.account, "email.send", call.key) == "The login is disabled"
    assert (listed["status"], listed["name"]) == ("disabled", "sandbox")


@pytest.mark.parametrize(
    ("ranges", "ip", "accepted"),
    [
        (["10.0.0.0/24", "192.0.2.1"], "10.0.0.7", True),
        (["2001:db8::/32"], "2001:db8::1", True),
        (["10.0.0.0/24"], "127.0.0.1", False),
        (["010.0.0.1"], "010.0.0.1", True),
    ],
)
def test_ip_restrictions(ranges: list[str], ip: str, accepted: bool) -> None:
    """A key is only accepted from its addresses and ranges."""
    call = Caller()
    call("transactional_keys.update", {"api_token": call.key, "ipRestrictions": ranges})
    if accepted:
        send = OPERATIONS["email.send"]
        assert call.account.authenticate(send, f"Bearer {call.key}", ip) == call.key
    else:
        assert refusal(call.account, "email.send", call.key, ip).endswith(ip)


def test_smtp_login() -> None:
    """An SMTP user logs in with its password, from its addresses, while it is active."""
    call = Caller()
    users = call.account.smtp_users
    call(
        "smtp_users.create", {"username": "a", "password": "p" * 8, "ipRestrictions": ["10.0.0.1"]}
    )
    user = users.log_in("a", "p" * 8, "10.0.0.1")
    attempts = [("a", "wrong", "10.0.0.1"), ("b", "", "10.0.0.1"), ("a", "p" * 8, "10.0.0.2")]
    for attempt in attempts:
        with pytest.raises(Refusal):
            users.log_in(*attempt)
    call("smtp_users.update", {"currentUsername": "a", "status": "suspended"})

    assert user.username == "a"
    with pytest.raises(Refusal, match="suspended"):
        users.log_in("a", "p" * 8, "10.0.0.1")


def test_domains_of_an_smtp_user() -> None:
    """An SMTP user sends from its approved domains, from verified ones, or from any."""
    call = Caller()
    call.account.smtp_users.paid_plan = True
    call("smtp_users.create", {"username": "a", "approvedDomains": ["a.com"]})
    user = call.account.smtp_users.by_name["a"]
    approved = [user.allows_domain(one, {"b.com"}) for one in ("a.com", "b.com")]
    user.allow_all_domains = True
    verified = [user.allows_domain(one, {"b.com"}) for one in ("a.com", "b.com", "c.com")]
    user.allow_any_domain = True

    assert (approved, verified) == ([True, False], [True, True, False])
    assert user.allows_domain("c.com", set())


def test_rate_limit() -> None:
    """The 241st call in a minute blocks all calls for five minutes; each says how long."""
    clock = stopped_clock()
    limits = RateLimits(clock, enabled=True)
    for _ in range(240):
        limits.count("smtp_users.list")
    retry_after = list[str]()
    for name, wait in (("smtp_users.list", 0), ("email.send", 0), ("email.send", 299.5)):
        clock.advance(wait)
        with pytest.raises(Refusal) as refused:
            limits.count(name)
        assert refused.value.reply.status == 429
        retry_after.append(refused.value.reply.headers["Retry-After"])
    clock.advance(0.5)
    limits.count("smtp_users.list")

    assert retry_after == ["300", "300", "1"]


def test_rate_limit_of_email() -> None:
    """A minute has 600 calls of /email, counted apart from others, and a window that slides."""
    clock = stopped_clock()
    limits = RateLimits(clock, enabled=True)
    for name, count in (("smtp_users.list", 240), ("email.send", 600)):
        for _ in range(count):
            limits.count(name)
    clock.advance(60)
    for _ in range(600):
        limits.count("email.send")
    with pytest.raises(Refusal):
        limits.count("email.send")


def test_no_rate_limit() -> None:
    """Without the option, calls are not counted."""
    limits = RateLimits(Clock())
    for _ in range(1000):
        limits.count("smtp_users.list")

    assert limits.requests == {}


def test_advance() -> None:
    """Moving the time lets each thing happen at its own time."""
    call = Caller()
    email = {"from": "a@b.example", "subject": "s", "text": "t"}
    call("email.send", email | {"to": "deferred@b.example"})
    call("email.send", email | {"to": "slow@b.example"})
    call.account.advance(1000)

    times = [one.created - START for one in call.account.events.recorded]
    assert times == [0, 0, 0, 60, 300]
    assert call.account.clock.now() == START + 1000
