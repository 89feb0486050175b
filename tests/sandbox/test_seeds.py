"""Seeds: what a sandbox starts with, from a file or a mapping."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox, SeedError
from jetemail_api_client.sandbox.account.accounts import Account

from .account import Caller, stopped_clock

SEED = """\
plan = "pro"
rate_limits = true

[keys]
account = "api_seed"
transactional = "transactional_seed"

[[transactional_keys]]
name = "shop"
api_token = "transactional_shop"
approvedDomains = ["example.com"]
status = 0

[[transactional_keys]]
name = "other"

[[outbound_domains]]
domain = "Example.com"
verified = true
openTracking = true
bccEmails = ["copy@example.com"]

[[outbound_domains]]
domain = "example.net"

[[smtp_users]]
username = "shop"
password = "long enough"
allowAllDomains = true
quota = 10
status = "inactive"

[[smtp_users]]
username = "other"

[[suppressions]]
target_value = "No@example.org"
reason = "asked"

[[inbound_domains]]
domain = "in.example.com"
delivery_type = "forward"
verified = true
status = "disabled"

[[inbound_domains]]
domain = "hook.example.com"
delivery_type = "webhook"
webhook_url = "http://127.0.0.1:1/mail"
webhook_secret = "whsec_mail"

[[forward_rules]]
domain = "IN.example.com"
localpart = "info"
destination = "ann@example.org"
verified = true

[[forward_rules]]
domain = "in.example.com"
localpart = "sales"
destination = "bob@example.org"

[[domain_allowlist]]
domain = "in.example.com"
name = "friends"
senders = [{ sender_type = "domain", sender_value = "example.org" }]

[[domain_blocklist]]
domain = "in.example.com"
name = "foes"
enabled = false

[[account_allowlist]]
name = "all friends"

[[account_blocklist]]
name = "all foes"

[[webhooks]]
name = "events"
url = "http://127.0.0.1:1/events"
events = ["outbound.bounced"]
secret = "whsec_events"

[[webhooks]]
name = "more"
url = "http://127.0.0.1:1/events"
events = ["outbound.bounced"]

[[messages]]
from = "shop@example.com"
to = "bounce@example.org"
subject = "Order"
text = "Thanks"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a seed file, which is not there yet."""
    monkeypatch.chdir(tmp_path)
    return Path("seed.toml")


@pytest.mark.parametrize("again", [False, True])
def test_seed(again: bool, file: Path) -> None:
    """All that a seed can have is there after the start, and after a reset."""
    file.write_text(SEED)
    sandbox = Sandbox(seed=file, clock=stopped_clock())
    account = sandbox.account
    if again:
        Caller(account)("smtp_users.delete", {"username": "shop"})
        sandbox.reset()
    keys = list(account.transactional_keys.by_token.values())
    one, other = account.outbound_domains.by_uuid.values()
    user, plain = account.smtp_users.by_name.values()
    inbound, hook = account.inbound_domains.by_uuid.values()
    webhook, second = account.webhooks.by_uuid.values()

    assert (account.smtp_users.paid_plan, account.rate_limits.enabled) == (True, True)
    assert (account.api_keys, keys[0].token) == ({"api_seed"}, "transactional_seed")
    assert (keys[1].token, keys[1].status) == ("transactional_shop", "disabled")
    assert keys[1].approved_domains == ["example.com"]
    assert keys[2].status == "active"
    assert (one.domain, one.is_verified, one.open_tracking) == ("example.com", True, True)
    assert (one.bcc, other.is_verified) == ({"copy@example.com": 0}, False)
    assert (user.password, user.quota, user.status) == ("long enough", 10, "disabled")
    assert plain.status == "active"
    assert account.suppressions.is_suppressed("no@example.org")
    assert (inbound.is_verified, inbound.status) == (True, "disabled")
    assert (hook.is_verified, hook.status, hook.secret) == (False, "active", "whsec_mail")
    assert [one.is_verified for one in account.forward_destinations.by_email.values()] == [
        True,
        False,
    ]
    assert [one.name for one in account.domain_allowlist.by_uuid.values()] == ["friends"]
    assert [one.enabled for one in account.domain_blocklist.by_uuid.values()] == [False]
    assert len(account.account_allowlist.by_uuid) == len(account.account_blocklist.by_uuid) == 1
    assert (webhook.secret, second.secret == webhook.secret) == ("whsec_events", False)
    sandbox.outbox.assert_sent(to="bounce@example.org", subject="Order", times=1)
    assert [one.event.type for one in account.webhooks.deliveries] == ["outbound.bounced"] * 2


def test_keys_of_a_seed() -> None:
    """The connection has the keys of the seed, and arguments win over it."""
    seed = {"keys": {"account": "api_seed", "transactional": "transactional_seed"}, "plan": "pro"}
    with Sandbox(seed=seed) as sandbox, JetEmail(**sandbox.connection) as jetemail:
        jetemail.smtp_users.create(username="a", allow_any_domain=True)
    other = Sandbox(seed=seed, api_key="api_own", paid_plan=False, rate_limits=False).account

    assert sandbox.account.settings.api_key == "api_seed"
    assert (other.settings.api_key, other.settings.paid_plan) == ("api_own", False)
    assert other.settings.transactional_key == "transactional_seed"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('a = 1\n"', "line 2: "),
        ("a = [\n\n", "line 1: "),
        ("a = '\xff'", "line 1: 'utf-8' codec"),
        ("[[smtp_user]]", "line 1: smtp_user is not known; did you mean smtp_users?"),
        ("zzz = 1", "line 1: zzz is not known; known: plan, rate_limits, keys, transactional_keys"),
        ("# a\nplan = 'paid'", "line 2: plan must be one of free, pro"),
        ("rate_limits = 1", "line 1: rate_limits must be true or false"),
        ("keys = 1", "line 1: keys must be a table with account and transactional"),
        ("[keys]\n\napi = 'a'", "line 3: keys.api is not known; known: account, transactional"),
        ("[keys]\naccount = 1", "line 2: keys.account: a key is 1 to 256 characters of ASCII"),
        ("[keys]\naccount = 'transactional_planted'", "line 2: keys.account: this is the other"),
        ("[smtp_users]\nusername = 'a'", "line 1: smtp_users must be a list: in TOML, [["),
        ("smtp_users = [\n1\n]", "line 1: smtp_users[0] must be a table"),
        ("[[smtp_users]]\nusername = 'a'\n[[smtp_users]]\n\nuser_name = 'b'",
         "line 5: smtp_users[1].user_name is not known; did you mean username?"),
        ("[[smtp_users]]\nusername = 'a'\napproved_domains = []",
         "line 3: smtp_users[0].approved_domains is not known; did you mean approvedDomains?"),
        ("[[smtp_users]]\n\npassword = 'long enough'",
         "line 1: smtp_users[0]: SMTP username is required"),
        ("[[smtp_users]]\nusername = 'a'\napprovedDomains = [\n  'a.example',\n  5,\n]",
         "line 3: smtp_users[0]: approvedDomains[1] must be a string"),
        ("[[smtp_users]]\nusername = 'a'\npassword = '''\n[[smtp_users]]\n'''\nquota = '1'",
         "line 6: smtp_users[0]: quota must be a number"),
        ("[[smtp_users]]\nusername = 'a'\n\n[[smtp_users]]\nusername = 'a'",
         "line 4: smtp_users[1]: This SMTP username is already in use"),
        ("[[smtp_users]]\nusername = 'a'\nquota = inf", "line 3: smtp_users[0].quota is out of"),
        ("[[smtp_users]]\nusername = 'a'\nquota = nan", "line 3: smtp_users[0].quota is out of"),
        ("[[smtp_users]]\nusername = 'a'\nquota = 1e30", "line 3: smtp_users[0].quota is out of"),
        ("[[smtp_users]]\nusername = 2026-01-01",
         "line 2: smtp_users[0].username must be a text or a number, not a date"),
        ("[[smtp_users]]\nusername = 'a'\nallowAnyDomain = true",
         "line 1: smtp_users[0]: Allow Any Domain feature requires a paid subscription"),
        ("[[outbound_domains]]\ndomain = 'a.example'\nverified = 1",
         "line 3: outbound_domains[0].verified must be true or false"),
        ("[[webhooks]]\nsecret = 1", "line 2: webhooks[0].secret must be a text"),
        ("[[webhooks]]\nname = 'a'\nurl = 'ftp://a'\nevents = []",
         "line 3: webhooks[0]: url must be an http or https URL"),
        ("[[forward_rules]]\ndomain = 'a.example'",
         "line 2: forward_rules[0]: domain must be one of inbound_domains"),
        ("[[transactional_keys]]\nname = 'a'\napi_token = 'api_planted'",
         "line 3: transactional_keys[0]: api_token: this is the other kind of key, api_..."),
        ("[[transactional_keys]]\nname = 'a'\napi_token = 'transactional_sandbox'",
         "line 3: transactional_keys[0]: api_token is that of another key"),
        ("[[account_blocklist]]\nname = 'a'\nsenders = [\n{ sender = 'a' } ]",
         "line 3: account_blocklist[0].senders[0].sender is not known; did you mean sender_type?"),
        ("[[account_blocklist]]\nname = 'a'\nsize = { min = 1 }",
         "line 3: account_blocklist[0].size.min is not known"),
        ("[[messages]]\nscheduled_at = 1", "line 2: messages[0].scheduled_at is not known; known:"),
    ],
)  # fmt: skip
def test_mistake(file: Path, text: str, error: str) -> None:
    """A mistake is reported with file, line and field, and what is allowed; secrets are not."""
    file.write_text(text, "latin-1")
    with pytest.raises(SeedError) as caught:
        Sandbox(seed=file)

    assert str(caught.value).startswith(f"seed.toml, {error}")
    assert "planted" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{\n,", "line 2: Expecting property name"),
        ("[]", "line 1: The seed must be an object"),
        ('{\n"plan": "x"}', "line 2: plan must be one of"),
        ('{"smtp_users": [\n{"username": "a"},\n{"username": "b",\n"quota": "\\"1"}\n]}',
         "line 4: smtp_users[1]: quota must be a number"),
        ('{"smtp_users": [\n{"username": "a"},\n{"password": "long enough"}]}',
         "line 3: smtp_users[1]: SMTP username is required"),
        ('{"smtp_users": [\n{"username": "a", "approvedDomains": [1,\n"a:b", [\n]], "x": {}}]}',
         "line 4: smtp_users[0].x is not known"),
        ('{"smtp_users": [\n{"username": "a", "quota": NaN}]}', "line 2: smtp_users[0].quota is"),
        ('{"suppressions": [\n{"target_value": "\\ud800@a.example"}]}',
         "line 2: suppressions[0].target_value is not Unicode"),
    ],
)  # fmt: skip
def test_mistake_in_json(file: Path, text: str, error: str) -> None:
    """A seed may be JSON, and its mistakes have lines as well."""
    path = file.with_suffix(".json")
    path.write_text(text)
    with pytest.raises(SeedError) as caught:
        Sandbox(seed=str(path))

    assert str(caught.value).startswith(f"seed.json, {error}")


@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_deep_nesting(file: Path, suffix: str) -> None:
    """Nesting that the parsers do not bear is a mistake like any other."""
    path = file.with_suffix(suffix)
    opening = "a = " if suffix == ".toml" else '{"a": '
    path.write_text(opening + "[" * 100_000 + "]" * 100_000)
    with pytest.raises(SeedError, match=rf"^seed\{suffix}: It is nested too deeply$"):
        Sandbox(seed=path)


def test_deep_mapping() -> None:
    """So is a mapping that contains itself."""
    seed: dict[str, Any] = {}
    seed["messages"] = [seed]
    with pytest.raises(SeedError, match=r"^seed: It is nested too deeply"):
        Sandbox(seed=seed)


def test_other_names(file: Path) -> None:
    """The name of a file says what it is."""
    with pytest.raises(SeedError, match=r"^seed\.yaml: the name of a seed must end with .toml or"):
        Sandbox(seed=file.with_suffix(".yaml"))
    with pytest.raises(FileNotFoundError):
        Sandbox(seed=file)


def test_json(file: Path) -> None:
    """A seed with a byte order mark is read, null is a value, and a mapping is copied."""
    path = file.with_suffix(".json")
    seed: dict[str, list[Any]] = {"smtp_users": [{"username": "a"}]}
    seed["suppressions"] = [{"target_value": "a@b.example", "reason": None}]
    path.write_text(json.dumps(seed), "utf-8-sig")
    account = Account(seed=seed)
    seed["smtp_users"].clear()
    account.reset()

    assert list(account.smtp_users.by_name) == list(Account(seed=path).smtp_users.by_name) == ["a"]


def test_documented_seed() -> None:
    """The seed of the documentation can be planted."""
    page = (Path(__file__).parents[2] / "docs/howto/testing.md").read_text()
    (block,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    account = Account(seed=tomllib.loads(block))

    assert account.settings.api_key == "api_test"
    assert list(account.smtp_users.by_name) == ["shop"]
