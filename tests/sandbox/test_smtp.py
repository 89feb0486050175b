"""The submission port of the sandbox: who can log in and send, and what becomes of the mail."""

import base64
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
import trustme
from attrs import define

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import API_KEY, create_app, running
from jetemail_api_client.sandbox.account.accounts import Account
from jetemail_api_client.sandbox.outbound.smtp_users import SmtpUser
from jetemail_api_client.sandbox.smtp import mime, server, submissions

from .account import START, stopped_clock

PASSWORD = "correct horse"
SENDER = "shop@example.com"
MAIL = f"From: Shop <{SENDER}>\r\nTo: a@example.org\r\nSubject: Order\r\n\r\nThanks\r\n"
ACL = (550, b"[ACL] Blocked.")
NO_LOGIN = "530 5.7.0 Authentication required"
TOO_LARGE = "552 5.3.4 The message has more than 67,108,864 bytes"
CC = "b@example.org"
RECIPIENTS = ["a@example.org", "bounce@example.org", CC, "hidden@example.org"]


@define
class Port:
    """A sandbox with a submission port and an SMTP user, and a client of each."""

    account: Account
    number: int
    api: JetEmail

    @contextmanager
    def login(self, password: str = PASSWORD) -> Iterator[smtplib.SMTP]:
        """Log in to the port."""
        with smtplib.SMTP("127.0.0.1", self.number) as client:
            client.login("shop", password)
            yield client

    def send(self, mail: str | bytes = MAIL, *, sender: str = SENDER) -> tuple[int, bytes]:
        """Log in, send a mail, and return the reply."""
        with self.login() as client:
            try:
                client.mail(sender)
                client.rcpt("a@example.org")
                return client.data(mail)
            except smtplib.SMTPResponseException as refusal:
                error: Any = refusal.smtp_error
                return refusal.smtp_code, error

    def converse(self, *lines: str | bytes) -> list[str]:
        """Send lines, and return the last line of the reply to each; b"" only reads."""
        replies = []
        with socket.create_connection(("127.0.0.1", self.number), 10) as client:
            received = client.makefile("rb")
            received.readline()
            for line in lines:
                content = line if isinstance(line, bytes) else line.encode() + b"\r\n"
                client.sendall(content)
                reply = received.readline()
                while reply[3:4] == b"-":
                    reply = received.readline()
                replies.append(reply.decode().rstrip("\r\n"))
        return replies


@contextmanager
def serving(tls: ssl.SSLContext | None = None, **fields: Any) -> Iterator[Port]:
    """Run a sandbox with a submission port, and create a user."""
    app = create_app(clock=stopped_clock())
    settings = {"approved_domains": ["example.com"], "password": PASSWORD, **fields}
    with running(app, smtp_port=0, smtp_tls=tls) as url, JetEmail(API_KEY, base_url=url) as api:
        api.smtp_users.create(username="shop", **settings)
        assert app.state.smtp is not None
        yield Port(app.state.account, app.state.smtp.port, api)
    assert app.state.smtp is None


@pytest.fixture
def port() -> Iterator[Port]:
    """Return a sandbox with a user for example.com."""
    with serving() as port:
        yield port


def plain(name: str, password: str) -> str:
    """Return name and password for AUTH PLAIN."""
    return base64.b64encode(f"\0{name}\0{password}".encode()).decode()


LOG_IN = ("EHLO a", f"AUTH PLAIN {plain('shop', PASSWORD)}")


def test_send(port: Port) -> None:
    """A mail that a user sends is in the log and in the messages, with all its parts."""
    mail = EmailMessage()
    mail["From"] = f"Shöp <{SENDER}>"
    mail["To"] = "Jane <a@example.org>, bounce@example.org"
    mail["Cc"], mail["Reply-To"] = "b@example.org", "c@example.org"
    mail["Subject"], mail["X-Order"] = "Örder", "7"
    mail.set_content("Thänks\n.\n..\n")
    mail.add_alternative("<p>Thänks</p>", subtype="html")
    mail.add_attachment(b"\x00\xff", "application", "pdf", filename="a.pdf")
    mail.add_attachment(EmailMessage())
    with port.login() as client:
        client.send_message(mail, to_addrs=RECIPIENTS)
    (message,) = port.account.messages.by_uid.values()
    (entry,) = port.api.outbound_logs.list().data or []

    assert (message.sender, message.header_from) == (SENDER, f"Shöp <{SENDER}>")
    assert (message.to, message.cc) == (["Jane <a@example.org>", "bounce@example.org"], [CC])
    assert (message.bcc, message.reply_to) == (["hidden@example.org"], ["c@example.org"])
    assert (message.recipients, message.subject) == (RECIPIENTS, "Örder")
    assert (message.text, message.html) == ("Thänks\r\n.\r\n..\r\n", "<p>Thänks</p>\r\n")
    assert message.headers["X-Order"] == "7"
    assert (message.user, message.owners, message.origin) == ("shop", ["shop"], "127.0.0.1")
    files = [(one.filename, base64.b64decode(one.data)) for one in message.attachments]
    assert files == [("a.pdf", b"\x00\xff"), ("attachment-2", b"\n")]
    assert (entry.subject, entry.user, entry.transtype) == ("Örder", "shop", "ESMTPSA")
    assert entry.bounce_reason == "550 5.1.1 User unknown"


def test_reply(port: Port) -> None:
    """The reply to a message has its uid, in the words that the vendor has published."""
    replies = [port.send() for _ in range(2)]
    uids = list(port.account.messages.by_uid)

    assert replies == [(250, f"OK Message queued as {uid}".encode()) for uid in uids]
    assert port.account.smtp_users.by_name["shop"].usage == 2


def test_wrong_password(port: Port) -> None:
    """A wrong password and an unknown user are refused with the same words."""
    with pytest.raises(smtplib.SMTPAuthenticationError, match=r"535.*no SMTP user") as wrong:
        with port.login("p" * 8):
            pass
    unknown = port.converse("EHLO a", f"AUTH PLAIN {plain('other', PASSWORD)}")[1]

    assert unknown == f"535 {wrong.value.smtp_error.decode()}"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "inactive"}, "535 5.7.8 The login is disabled"),
        ({"ip_restrictions": ["192.0.2.1"]}, "535 5.7.8 The login may not be used from 127.0.0.1"),
    ],
)
def test_login_that_is_not_allowed(port: Port, change: dict[str, Any], reason: str) -> None:
    """A user that is not active, or comes from another address, neither logs in nor sends."""
    mail = f"MAIL FROM:<{SENDER}>"
    with port.login() as client:
        port.api.smtp_users.update(username="shop", **change)
        sent = client.docmd(mail)

    assert sent == (535, reason[4:].encode())
    assert port.converse(*LOG_IN, mail) == [*port.converse("EHLO a"), reason, NO_LOGIN]


def test_deleted_user(port: Port) -> None:
    """A user that was deleted after it logged in sends nothing more."""
    with port.login() as client:
        port.api.smtp_users.delete(username="shop")
        code, text = client.docmd(f"MAIL FROM:<{SENDER}>")

    assert (code, text) == (535, b"5.7.8 The SMTP user does not exist any more")


@pytest.mark.parametrize("sender", ["a@example.net", "a@sub.example.com"])
def test_other_domain(port: Port, sender: str) -> None:
    """A sender outside the approved domains is blocked, on the envelope and in the mail."""
    assert port.send(sender=sender)[0] == 503
    with port.login() as client:
        assert client.mail(sender) == ACL
    assert port.send(MAIL.replace(SENDER, sender)) == ACL
    assert port.send(MAIL.replace(f"<{SENDER}>", "nobody")) == ACL
    assert port.account.messages.by_uid == {}


def test_all_domains() -> None:
    """A user for all domains sends from those of the account that are verified."""
    with serving(approved_domains=[], allow_all_domains=True) as port:
        domain: Any = port.api.outbound_domains.create(domain="example.com")
        with port.login() as client:
            unverified = client.mail(SENDER)
        port.api.outbound_domains.check(uuid=domain["domain"]["uuid"])

        assert (unverified, port.send()[0]) == (ACL, 250)


def test_quota(port: Port) -> None:
    """A user sends as many messages as its quota allows, then is locked."""
    port.api.smtp_users.update(username="shop", quota=1)
    replies = [port.send() for _ in range(2)]

    assert [code for code, _ in replies] == [250, 550]
    assert replies[1][1] == b"5.7.1 The quota of 1 messages is used up"
    assert port.converse(*LOG_IN)[1] == "535 5.7.8 The login is quota-locked"


def test_copy_of_a_domain(port: Port) -> None:
    """The confirmed addresses of a domain get a copy of its mail."""
    domain: Any = port.api.outbound_domains.create(domain="example.com")
    uuid = domain["domain"]["uuid"]
    port.api.outbound_domains.update_settings(uuid=uuid, bcc_emails=["copy@example.com"])
    port.account.outbound_domains.confirm_bcc(uuid, "copy@example.com")
    port.send()
    (message,) = port.account.messages.by_uid.values()

    assert message.recipients == ["a@example.org", "copy@example.com"]


def with_header(name: str, value: object) -> str:
    """Return the mail with one more header."""
    return f"{name}: {value}\r\n{MAIL}"


def test_idempotency(port: Port) -> None:
    """A repeat with the same key is not sent again, and another body is refused."""
    mail = with_header("X-Idempotency-Key", "k" * 256)
    first, again = port.send(mail), port.send(mail)
    other = port.send(mail + "more")
    (message,) = port.account.messages.by_uid.values()

    assert first == (250, f"OK Message queued as {message.uid}".encode())
    replayed = f"OK Message already queued as {message.uid} (idempotent replay)"
    assert again == (250, replayed.encode())
    assert other == (554, b"5.5.0 X-Idempotency-Key reused with different body")
    assert "X-Idempotency-Key" not in message.headers


def test_idempotency_of_a_refused_message(port: Port) -> None:
    """A refused message leaves its key free."""
    mail = with_header("X-Idempotency-Key", "k")
    refused = port.send(mail.replace(SENDER, "a@example.net"))

    assert (refused, port.send(mail)[0]) == (ACL, 250)


@pytest.mark.parametrize("key", ["", "k" * 257])
def test_wrong_idempotency_key(port: Port, key: str) -> None:
    """A key that is empty or too long is refused."""
    reply = port.send(with_header("X-Idempotency-Key", key))

    assert reply == (554, b"5.5.0 Invalid X-Idempotency-Key (length)")


def test_idempotency_in_flight() -> None:
    """A repeat while the first message is being accepted is told to come again."""
    account = Account(clock=stopped_clock())
    port = submissions.Submissions(account)
    user = account.smtp_users.by_name["a"] = make_user()
    content = with_header("X-Idempotency-Key", "k").encode()
    port._begin("a k", content)

    with pytest.raises(submissions.Refused, match=r"^451 4\.5\.0 Idempotency in flight; retry$"):
        port.accept(user, SENDER, ["a@example.org"], content, "127.0.0.1")


def make_user() -> Any:
    """Return a user for example.com."""
    fields: Any = {"username": "a", "password": PASSWORD, "created": START, "modified": START}
    return SmtpUser(**fields, approved_domains=["example.com"])


@pytest.mark.parametrize("moment", [int(START) + 60, "2027-01-15T09:01:00+01:00"])
def test_schedule(port: Port, moment: object) -> None:
    """A message with X-Scheduled-At is held until then."""
    reply = port.send(with_header("X-Scheduled-At", moment))
    (message,) = port.account.messages.by_uid.values()
    before = message.state
    port.account.advance(60)

    expected = f"OK Scheduled as {message.scheduling_id} for {int(START) + 60}"
    assert reply == (250, expected.encode())
    assert (before, message.state) == ("scheduled", "ACCEPTED")


@pytest.mark.parametrize("moment", ["tomorrow", int(START), "9" * 30])
def test_wrong_schedule(port: Port, moment: object) -> None:
    """A time that is past, too far ahead or no time is refused."""
    code, text = port.send(with_header("X-Scheduled-At", moment))

    assert (code, text.startswith(b"5.7.1 X-Scheduled-At must be ")) == (550, True)
    assert port.account.messages.by_uid == {}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"Content-Type: text/plain; charset=no-such\r\n\r\n\xfc", "ü"),
        (b"Content-Type: text/plain; charset=unicode-escape\r\n\r\n\\ud800", "?"),
        (b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xff", "�"),
        (b"Content-Type: multipart/mixed; boundary=a\r\n\r\nno part", ""),
    ],
)
def test_odd_mail(port: Port, content: bytes, text: str) -> None:
    """Whatever bytes a mail holds, it is accepted, and its message is Unicode."""
    head = f"From: {SENDER}\r\nSubject: ".encode() + b"\xff\r\n"
    port.send(head + content + (b"" if b"\r\n\r\n" in content else b"\r\n"))
    (message,) = port.account.messages.by_uid.values()

    assert message.text.strip() == text
    assert str(message.subject.encode()) and port.api.outbound_logs.list().data


def test_malformed_mail(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail on which Python's parser fails is refused."""
    monkeypatch.setattr(mime, "parse", lambda content: 1 / 0)

    assert port.send() == (554, b"5.6.0 The message is malformed")


def test_auth_login(port: Port) -> None:
    """AUTH LOGIN asks for the name, then for the password."""
    name, password = (base64.b64encode(one.encode()).decode() for one in ("shop", PASSWORD))
    asked = port.converse("EHLO a", "AUTH LOGIN", name, password)
    given = port.converse("EHLO a", f"auth login {name}", password)
    plain_later = port.converse("EHLO a", "AUTH PLAIN", plain("shop", PASSWORD))

    success = "235 2.7.0 Authentication successful"
    assert asked[1:] == ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", success]
    assert given[1:] == ["334 UGFzc3dvcmQ6", success]
    assert plain_later[1:] == ["334 ", success]


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("AUTH GSSAPI", "504 5.5.4 The mechanism must be PLAIN or LOGIN"),
        ("AUTH PLAIN !", "501 5.5.2 The response is not base64"),
        ("AUTH PLAIN =", "501 5.5.2 The response must have name and password"),
        (f"MAIL FROM:<{SENDER}>", NO_LOGIN),
        ("RCPT TO:<a@example.org>", "503 5.5.1 RCPT comes after MAIL"),
        ("DATA", "503 5.5.1 DATA comes after RCPT"),
        ("STARTTLS", "503 5.5.1 STARTTLS is not available"),
        ("TURN", "500 5.5.1 The command is not known"),
        (b"NOOP \xff\r\n", "500 5.5.2 The line is not UTF-8"),
        ("NOOP", "250 2.0.0 OK"),
        ("RSET", "250 2.0.0 OK"),
        ("VRFY a", "252 2.5.0 Not verified"),
        ("HELO a", "250 outbound1.sandbox.local"),
        ("QUIT", "221 2.0.0 Bye"),
        ("x" * 20_000, "500 5.5.2 The line is too long"),
    ],
)
def test_command_before_login(port: Port, line: str | bytes, reply: str) -> None:
    """Commands out of order, unknown and malformed ones are refused with their reason."""
    assert port.converse("EHLO a", line)[1] == reply


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (LOG_IN[1], "503 5.5.1 Already logged in"),
        ("MAIL FROM:<>", "501 5.1.3 The address must be as in <user@example.com>"),
        ("MAIL TO", "501 5.1.3 The address must be as in <user@example.com>"),
        (f"MAIL FROM:<{SENDER}> RET=HDRS", "555 5.5.4 The parameter is not known"),
        (
            f"MAIL FROM:<{SENDER}> SIZE=9999999999",
            "552 5.3.4 The message has more than 67,108,864 bytes",
        ),
        (f"mail from:<{SENDER}> BODY=8BITMIME SIZE=9 SMTPUTF8", "250 2.1.0 OK"),
    ],
)
def test_command_after_login(port: Port, line: str, reply: str) -> None:
    """Senders are checked after the login."""
    assert port.converse(*LOG_IN, line)[2] == reply


def test_order_of_commands(port: Port) -> None:
    """A second MAIL is refused, RSET and the end of a message start afresh, EHLO comes first."""
    mail, rcpt = f"MAIL FROM:<{SENDER}>", "RCPT TO:<a@example.org>"
    sent = [f"{MAIL}.\r\n".encode()]
    replies = port.converse(*LOG_IN, mail, mail, "RSET", mail, rcpt, "DATA", *sent, rcpt)
    no_ehlo = port.converse(LOG_IN[1], mail)[1]

    codes = [one[:3] for one in replies]
    assert codes == ["250", "235", "250", "503", "250", "250", "250", "354", "250", "503"]
    assert no_ehlo == "503 5.5.1 MAIL comes after EHLO, and once"


def test_pipelining(port: Port) -> None:
    """Commands and messages may come in one piece or in many."""
    lines = [*LOG_IN, f"MAIL FROM:<{SENDER}>", "RCPT TO:<a@example.org>", "DATA"]
    content = "".join(f"{one}\r\n" for one in lines) + f"{MAIL}.\r\nRSET\r\n"
    for pieces in ([content.encode()], [bytes([one]) for one in content.encode()]):
        with socket.create_connection(("127.0.0.1", port.number), 10) as client:
            for piece in pieces:
                client.sendall(piece)
            received = client.makefile("rb")
            replies = [received.readline()[:4] for _ in range(13)]

        assert [one for one in replies if one[3:] == b" "] == [
            *(b"220 ", b"250 ", b"235 "),
            *(b"250 ", b"250 ", b"354 ", b"250 ", b"250 "),
        ]
    assert len(port.account.messages.by_uid) == 2


def test_too_large_message(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that is too large is read to its end and refused, and the next one is accepted."""
    monkeypatch.setattr(server, "MAX_SIZE", 1000)
    with port.login() as client:
        client.ehlo_resp = None
        replies = []
        for size in (300_000, 1):
            client.docmd(f"MAIL FROM:<{SENDER}>")
            client.rcpt("a@example.org")
            replies.append(client.data(MAIL + "x" * size)[0])

    assert replies == [552, 250]


def test_too_many_recipients(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message has a limited number of recipients."""
    monkeypatch.setattr(server, "MAX_RECIPIENTS", 1)
    rcpt = "RCPT TO:<a@example.org>"
    replies = port.converse(*LOG_IN, f"MAIL FROM:<{SENDER}>", rcpt, rcpt)

    assert replies[-2:] == ["250 2.1.5 OK", "452 4.5.3 Too many recipients"]


@pytest.fixture
def certificate() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return the contexts of a server and of a client that trusts it."""
    ca, tls = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1").configure_cert(tls)
    client = ssl.create_default_context()
    ca.configure_trust(client)
    return tls, client


def test_starttls(certificate: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    """With a certificate, users log in and send after STARTTLS, and not before."""
    with serving(certificate[0]) as port:
        with smtplib.SMTP("127.0.0.1", port.number) as client:
            client.ehlo()
            early = client.docmd("AUTH", f"PLAIN {plain('shop', PASSWORD)}")
            client.starttls(context=certificate[1])
            client.login("shop", PASSWORD)
            refused = client.sendmail(SENDER, ["a@example.org"], MAIL)
            again = client.docmd("STARTTLS")

        assert early == (538, b"5.7.11 Logging in needs STARTTLS")
        assert (refused, again[0]) == ({}, 503)
        assert len(port.account.messages.by_uid) == 1


def test_failed_handshake(certificate: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    """A client that does not trust the certificate is disconnected; others are served."""
    with serving(certificate[0]) as port:
        with pytest.raises(ssl.SSLError), smtplib.SMTP("127.0.0.1", port.number) as client:
            client.starttls(context=ssl.create_default_context())

        assert port.converse("NOOP") == ["250 2.0.0 OK"]


def test_commands_before_the_handshake(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    """What comes in plain text after STARTTLS is forgotten."""
    with serving(certificate[0]) as port:
        with socket.create_connection(("127.0.0.1", port.number), 10) as plain_text:
            plain_text.recv(100)
            plain_text.sendall(b"STARTTLS\r\nNOOP\r\n")
            assert plain_text.recv(100) == b"220 2.0.0 Ready to start TLS\r\n"
            with certificate[1].wrap_socket(plain_text, server_hostname="127.0.0.1") as encrypted:
                encrypted.sendall(b"VRFY a\r\n")
                assert encrypted.recv(100) == b"252 2.5.0 Not verified\r\n"


def test_end_with_open_connections(certificate: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    """The end of the sandbox closes connections, in a message and in a handshake too."""
    with serving(certificate[0]) as port:
        clients = [socket.create_connection(("127.0.0.1", port.number), 10) for _ in range(2)]
        clients[1].recv(100)
        clients[1].sendall(b"STARTTLS\r\n")
        clients[1].recv(100)

    for one in clients:
        with one:
            one.settimeout(10)
            try:
                while one.recv(100):
                    pass
            except ConnectionResetError:
                pass
