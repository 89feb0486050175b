"""The SDKs that docs/explanation/comparison.md compares, and how each sends and verifies.

Each sends one message through its own public interface, with the options that it has by default:
only the address of the server is another. SDKs are imported only when used, since the development
environment lacks the others.
"""

import base64
import hashlib
import hmac
import importlib
import json
from collections.abc import Callable, Coroutine
from typing import Any

from attrs import frozen

from jetemail_api_client import AsyncJetEmail, JetEmail
from jetemail_api_client.webhooks import EventVerifier

KEY = "transactional_compared_4f9a1c"
"""The key, which no text should show."""
SENDER, RECIPIENT = "shop@example.com", "jane@example.org"
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
BODY = json.dumps(
    {
        "id": "evt_1",
        "service": "outbound",
        "type": "outbound.bounced",
        "created_at": 1767225600,
        "data": {"uid": "19424fd2acd0004210"},
    }
)

Send = Callable[[], object]
Verify = Callable[[str, str, int], object]
"""Verifies a body with a signature that was made at a time; it raises, or returns False."""


@frozen(kw_only=True)
class SDK:
    """An SDK.

    Attributes:
        name: Heading of its column.
        package: The module, and the distribution of those from the index.
        requirement: What pip installs, without a version; not used for this client.
        make: Makes a client for a base URL; returns it, and a function that sends.
        send_async: Sends from a coroutine; None if it cannot.
        sign: Returns the signature of a body at a time, made as its API does.
        verify: Verifies body, signature and time.
        program: Lines that send and use the result.
        argument: The name of an argument there.
    """

    name: str
    package: str
    requirement: str
    make: Callable[[str], tuple[object, Send]]
    send_async: Callable[[str], Coroutine[Any, Any, object]] | None
    sign: Callable[[str, int], str]
    verify: Verify
    program: str
    argument: str = "subject"


def _jetemail(url: str) -> tuple[object, Send]:
    client = JetEmail(transactional_key=KEY, base_url=url)
    return client, lambda: client.email.send(
        from_=SENDER, to=RECIPIENT, subject="Order", text="Thanks"
    )


async def _jetemail_async(url: str) -> object:
    async with AsyncJetEmail(transactional_key=KEY, base_url=url) as client:
        return await client.email.send(from_=SENDER, to=RECIPIENT, subject="Order", text="Thanks")


def _event_signature(body: str, timestamp: int) -> str:
    """Sign as JetEmail does: the body only."""
    return "sha256=" + hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()


def _jetemail_verify(body: str, signature: str, timestamp: int) -> object:
    headers = {
        "X-Webhook-ID": "evt_1",
        "X-Webhook-Timestamp": str(timestamp),
        "X-Webhook-Signature": signature,
    }
    return EventVerifier(SECRET).verify(body.encode(), headers)


def _vendor(url: str) -> tuple[object, Send]:
    module: Any = importlib.import_module("jetemail")
    client = module.JetEmail(api_key=KEY, base_url=url)
    email = module.SendEmailOptions(from_=SENDER, to=RECIPIENT, subject="Order", text="Thanks")
    return client, lambda: client.emails.send(email)


def _vendor_verify(body: str, signature: str, timestamp: int) -> object:
    verify = importlib.import_module("jetemail").verify_webhook
    return verify(body.encode(), signature, str(timestamp), SECRET)


_RESEND = {"from": SENDER, "to": RECIPIENT, "subject": "Order", "text": "Thanks"}


def _resend(url: str) -> tuple[object, Send]:
    module: Any = importlib.import_module("resend")
    module.api_key, module.api_url = KEY, url
    return module, lambda: module.Emails.send(_RESEND)


async def _resend_async(url: str) -> object:
    module: Any = importlib.import_module("resend")
    module.api_key, module.api_url = KEY, url
    return await module.Emails.send_async(_RESEND)


def _standard_signature(body: str, timestamp: int) -> str:
    """Sign as Standard Webhooks have it: id, time and body."""
    secret = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = hmac.new(secret, f"evt_1.{timestamp}.{body}".encode(), hashlib.sha256)
    return "v1," + base64.b64encode(signed.digest()).decode()


def _resend_verify(body: str, signature: str, timestamp: int) -> object:
    module: Any = importlib.import_module("resend")
    headers = {"id": "evt_1", "timestamp": str(timestamp), "signature": signature}
    return module.Webhooks.verify({"payload": body, "headers": headers, "webhook_secret": SECRET})


def _sendgrid(url: str) -> tuple[object, Send]:
    module: Any = importlib.import_module("sendgrid")
    mail: Any = importlib.import_module("sendgrid.helpers.mail")
    client = module.SendGridAPIClient(KEY, host=url)
    message = mail.Mail(SENDER, RECIPIENT, "Order", "Thanks")
    return client, lambda: client.send(message)


def _sendgrid_keys() -> tuple[Any, Any]:
    """Return a private key, as SendGrid has one, and the algorithm."""
    ec: Any = importlib.import_module("cryptography.hazmat.primitives.asymmetric.ec")
    hashes: Any = importlib.import_module("cryptography.hazmat.primitives.hashes")
    return ec.derive_private_key(4_242_424_242, ec.SECP256R1()), ec.ECDSA(hashes.SHA256())


def _sendgrid_signature(body: str, timestamp: int) -> str:
    private, algorithm = _sendgrid_keys()
    return base64.b64encode(private.sign(f"{timestamp}{body}".encode(), algorithm)).decode()


def _sendgrid_verify(body: str, signature: str, timestamp: int) -> object:
    module: Any = importlib.import_module("sendgrid.helpers.eventwebhook")
    public = _sendgrid_keys()[0].public_key()
    return module.EventWebhook().verify_signature(body, signature, str(timestamp), public)


_CHAT: dict[str, Any] = {"model": "any", "messages": [{"role": "user", "content": "Thanks"}]}


def _openai(url: str) -> tuple[object, Send]:
    module: Any = importlib.import_module("openai")
    client = module.OpenAI(api_key=KEY, base_url=url)
    return client, lambda: client.chat.completions.create(**_CHAT)


async def _openai_async(url: str) -> object:
    module: Any = importlib.import_module("openai")
    async with module.AsyncOpenAI(api_key=KEY, base_url=url) as client:
        return await client.chat.completions.create(**_CHAT)


def _openai_verify(body: str, signature: str, timestamp: int) -> object:
    module: Any = importlib.import_module("openai")
    headers = {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature,
    }
    webhooks = module.OpenAI(api_key=KEY).webhooks
    webhooks.verify_signature(body, headers, secret=SECRET)
    return True


OURS = "this client"

SDKS = (
    SDK(
        name=OURS,
        package="jetemail_api_client",
        requirement=".",
        make=_jetemail,
        send_async=_jetemail_async,
        sign=_event_signature,
        verify=_jetemail_verify,
        program="""
from jetemail_api_client import JetEmail
client = JetEmail(transactional_key="transactional_1")
sent = client.email.send(from_="a@example.com", to="b@example.org", subject="Hi", text="Hi")
print(sent.id.upper())
""",
    ),
    SDK(
        name="vendor's SDK",
        package="jetemail",
        requirement="jetemail",
        make=_vendor,
        send_async=None,
        sign=_event_signature,
        verify=_vendor_verify,
        program="""
from jetemail import JetEmail, SendEmailOptions
client = JetEmail(api_key="transactional_1")
mail = SendEmailOptions(from_="a@example.com", to="b@example.org", subject="Hi", text="Hi")
print(client.emails.send(mail)["id"].upper())
""",
    ),
    SDK(
        name="resend",
        package="resend",
        requirement="resend[async]",
        make=_resend,
        send_async=_resend_async,
        sign=_standard_signature,
        verify=_resend_verify,
        program="""
import resend
resend.api_key = "re_1"
sent = resend.Emails.send(
    {"from": "a@example.com", "to": "b@example.org", "subject": "Hi", "text": "Hi"})
print(sent["id"].upper())
""",
    ),
    SDK(
        name="sendgrid",
        package="sendgrid",
        requirement="sendgrid",
        make=_sendgrid,
        send_async=None,
        sign=_sendgrid_signature,
        verify=_sendgrid_verify,
        program="""
from sendgrid import SendGridAPIClient
from sendgrid.helpers.mail import Mail
client = SendGridAPIClient("SG.1")
mail = Mail(from_email="a@example.com", to_emails="b@example.org", subject="Hi")
print(client.send(mail).status_code)
""",
    ),
    SDK(
        name="openai",
        package="openai",
        requirement="openai",
        make=_openai,
        send_async=_openai_async,
        sign=_standard_signature,
        verify=_openai_verify,
        program="""
from openai import OpenAI
client = OpenAI(api_key="sk-1")
done = client.chat.completions.create(model="any", messages=[{"role": "user", "content": "Hi"}])
print(done.id.upper())
""",
        argument="messages",
    ),
)
