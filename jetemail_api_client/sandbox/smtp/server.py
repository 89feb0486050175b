"""The submission port of the sandbox: SMTP on asyncio's transports.

Commands, AUTH and STARTTLS are those of RFC 5321, RFC 4954 and RFC 3207. `submissions` decides what
a user may send.
"""

import asyncio
import base64
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from socket import socket
from ssl import SSLContext
from typing import Any, Self

from attrs import define, field

from ..addresses import is_address
from ..outbound.messages import HOST
from ..outbound.smtp_users import SmtpUser
from .submissions import Refused, Submissions

MAX_SIZE = 64 * 1024 * 1024
"""Bytes of a message: attachments of 40 MB in base64, and room for the rest."""
MAX_LINE = 12_288
"""Bytes of a command: RFC 4954 asks for as much for AUTH."""
MAX_RECIPIENTS = 1000

_END = b"\r\n.\r\n"
_UNPRINTABLE = re.compile(r"[^ -~]")
_PATH = re.compile(r"(?:FROM|TO): *<([^<>]*)>((?: +[^ ]+)*)", re.IGNORECASE)
_PARAMETERS = {"BODY", "SIZE", "SMTPUTF8"}


@define
class SmtpPort:
    """A port on which the SMTP users of an account can log in and send."""

    listener: socket = field(repr=False)
    tls: SSLContext | None = field(default=None, repr=False)
    """With it, the port offers STARTTLS, and nobody logs in without."""

    @property
    def port(self) -> int:
        """Its number."""
        port: int = self.listener.getsockname()[1]
        return port

    @asynccontextmanager
    async def serving(self, submissions: Submissions) -> AsyncIterator[Self]:
        """Serve during the `async with` block; its end closes all connections."""
        connections = set[_Connection]()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: _Connection(submissions, self.tls, connections), sock=self.listener
        )
        try:
            yield self
        finally:
            server.close()
            for one in list(connections):
                one.abort()
            await server.wait_closed()


@define(eq=False)
class _Connection(asyncio.Protocol):
    """A connection of a client: what it has said, and what is said next."""

    submissions: Submissions
    tls: SSLContext | None
    connections: "set[_Connection]"
    transport: Any = None
    ip: str = ""
    buffer: bytearray = field(factory=bytearray)
    is_held: bool = False
    """Whether the client is to read its replies first."""
    is_encrypted: bool = False
    upgrade: "asyncio.Task[None] | None" = None
    is_greeted: bool = False
    user: SmtpUser | None = None
    answer: Callable[[str], None] | None = None
    """Takes the next line in place of a command, during AUTH."""
    sender: str | None = None
    recipients: list[str] = field(factory=list)
    is_receiving: bool = False
    """Whether a message is being received."""
    is_too_large: bool = False
    searched: int = 0
    """How much of the buffer has no end of a message."""

    # The interface of asyncio.

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.ip = transport.get_extra_info("peername")[0]
        self.connections.add(self)
        self._reply(f"220 {HOST} ESMTP JetEmail sandbox")

    def connection_lost(self, exc: Exception | None) -> None:
        self.connections.discard(self)
        self.buffer.clear()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self._take_all()

    def pause_writing(self) -> None:
        # A client that does not read its replies gets no more of them.
        self.is_held = True
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        self.is_held = False
        self.transport.resume_reading()
        self._take_all()

    def abort(self) -> None:
        """Close the connection at once."""
        if self.upgrade is not None:
            self.upgrade.cancel()
        self.transport.abort()

    # Lines.

    def _reply(self, text: str) -> None:
        self.transport.write(_UNPRINTABLE.sub("?", text).encode() + b"\r\n")

    def _take_all(self) -> None:
        while not self.is_held and self._take():
            pass

    def _take(self) -> bool:
        """Take a line or a message out of the buffer; return whether there was one."""
        if self.is_receiving:
            return self._take_message()
        end = self.buffer.find(b"\n")
        if end > MAX_LINE or (end < 0 and len(self.buffer) > MAX_LINE):
            self.buffer.clear()
            self._reply("500 5.5.2 The line is too long")
            self.transport.close()
        if end < 0 or self.transport.is_closing():
            return False
        line = bytes(self.buffer[:end])
        del self.buffer[: end + 1]
        self._take_line(line.rstrip(b"\r"))
        return True

    def _take_line(self, line: bytes) -> None:
        try:
            text = line.decode()
        except UnicodeDecodeError:
            self._reply("500 5.5.2 The line is not UTF-8")
            return
        try:
            answer, self.answer = self.answer, None
            if answer is not None:
                answer(text)
            else:
                self._command(text)
        except Refused as refused:
            self._reply(str(refused))

    def _take_message(self) -> bool:
        end = self.buffer.find(_END, self.searched)
        if end < 0:
            if len(self.buffer) > MAX_SIZE:
                # What follows is only read to find its end.
                self.is_too_large = True
                del self.buffer[: 1 - len(_END)]
            self.searched = max(0, len(self.buffer) + 1 - len(_END))
            return False
        self.searched = 0
        content = bytes(self.buffer[: end + 2]).replace(b"\r\n.", b"\r\n").removeprefix(b"\r\n")
        del self.buffer[: end + len(_END)]
        self.is_receiving = False
        try:
            self._reply(self._accept(content))
        except Refused as refused:
            self._reply(str(refused))
        self._reset()
        return True

    def _accept(self, content: bytes) -> str:
        if self.is_too_large:
            raise Refused(f"552 5.3.4 The message has more than {MAX_SIZE:,} bytes")
        user, sender = self._logged_in(), str(self.sender)
        recipients = list(dict.fromkeys(self.recipients))
        return self.submissions.accept(user, sender, recipients, content, self.ip)

    def _reset(self) -> None:
        self.sender, self.recipients, self.is_too_large = None, [], False

    def _logged_in(self) -> SmtpUser:
        if self.user is None:
            raise Refused("530 5.7.0 Authentication required")
        return self.user

    # Commands.

    def _command(self, line: str) -> None:
        name, _, argument = line.partition(" ")
        command = _COMMANDS.get(name.upper())
        if command is None:
            raise Refused("500 5.5.1 The command is not known")
        command(self, argument.strip())

    def _helo(self, argument: str) -> None:
        self._reset()
        self.is_greeted = True
        self._reply(f"250 {HOST}")

    def _ehlo(self, argument: str) -> None:
        self._reset()
        self.is_greeted = True
        extensions = [HOST, f"SIZE {MAX_SIZE}", "8BITMIME", "SMTPUTF8", "PIPELINING"]
        extensions.append("STARTTLS" if self._needs_tls() else "AUTH PLAIN LOGIN")
        for one in extensions[:-1]:
            self._reply(f"250-{one}")
        self._reply(f"250 {extensions[-1]}")

    def _needs_tls(self) -> bool:
        return self.tls is not None and not self.is_encrypted

    def _starttls(self, argument: str) -> None:
        if not self._needs_tls():
            raise Refused("503 5.5.1 STARTTLS is not available")
        self._reply("220 2.0.0 Ready to start TLS")
        # What came before the handshake is not encrypted: it is forgotten, as RFC 3207 says.
        self.transport.pause_reading()
        self.buffer.clear()
        self._reset()
        self.is_greeted = False
        self.upgrade = asyncio.get_running_loop().create_task(self._encrypt())

    async def _encrypt(self) -> None:
        loop, tls = asyncio.get_running_loop(), self.tls
        assert tls is not None  # noqa: S101 - for the type checker
        try:
            self.transport = await loop.start_tls(self.transport, self, tls, server_side=True)
            self.is_encrypted = True
        except OSError:
            # A client that does not accept the certificate, or has gone.
            self.transport.abort()
            self.connection_lost(None)

    def _auth(self, argument: str) -> None:
        if self._needs_tls():
            raise Refused("538 5.7.11 Logging in needs STARTTLS")
        if self.user is not None or self.sender is not None:
            raise Refused("503 5.5.1 Already logged in")
        mechanism, _, initial = argument.partition(" ")
        steps = {"PLAIN": self._auth_plain, "LOGIN": self._auth_login}
        if mechanism.upper() not in steps:
            raise Refused("504 5.5.4 The mechanism must be PLAIN or LOGIN")
        step = steps[mechanism.upper()]
        if initial:
            step(initial)
        else:
            challenge = {"PLAIN": "", "LOGIN": "VXNlcm5hbWU6"}[mechanism.upper()]
            self._ask(challenge, step)

    def _ask(self, challenge: str, answer: Callable[[str], None]) -> None:
        self.answer = answer
        self._reply(f"334 {challenge}")

    def _auth_plain(self, answer: str) -> None:
        parts = _decoded(answer).split("\0")
        if len(parts) != 3:
            raise Refused("501 5.5.2 The response must have name and password")
        self._log_in(parts[1], parts[2])

    def _auth_login(self, answer: str) -> None:
        name = _decoded(answer)
        self._ask("UGFzc3dvcmQ6", lambda password: self._log_in(name, _decoded(password)))

    def _log_in(self, name: str, password: str) -> None:
        self.user = self.submissions.log_in(name, password, self.ip)
        self._reply("235 2.7.0 Authentication successful")

    def _mail(self, argument: str) -> None:
        user = self._logged_in()
        if not self.is_greeted or self.sender is not None:
            raise Refused("503 5.5.1 MAIL comes after EHLO, and once")
        sender = _address(argument)
        self.submissions.check_sender(user, sender, self.ip)
        self.sender = sender
        self._reply("250 2.1.0 OK")

    def _rcpt(self, argument: str) -> None:
        if self.sender is None:
            raise Refused("503 5.5.1 RCPT comes after MAIL")
        if len(self.recipients) >= MAX_RECIPIENTS:
            raise Refused("452 4.5.3 Too many recipients")
        self.recipients.append(_address(argument))
        self._reply("250 2.1.5 OK")

    def _data(self, argument: str) -> None:
        if not self.recipients:
            raise Refused("503 5.5.1 DATA comes after RCPT")
        self.is_receiving = True
        # The end of this line belongs to the end of an empty message.
        self.buffer[:0] = b"\r\n"
        self._reply("354 End data with <CR><LF>.<CR><LF>")

    def _rset(self, argument: str) -> None:
        self._reset()
        self._reply("250 2.0.0 OK")

    def _noop(self, argument: str) -> None:
        self._reply("250 2.0.0 OK")

    def _vrfy(self, argument: str) -> None:
        self._reply("252 2.5.0 Not verified")

    def _quit(self, argument: str) -> None:
        self._reply("221 2.0.0 Bye")
        self.transport.close()


_COMMANDS: Mapping[str, Callable[[_Connection, str], None]] = {
    "HELO": _Connection._helo,
    "EHLO": _Connection._ehlo,
    "STARTTLS": _Connection._starttls,
    "AUTH": _Connection._auth,
    "MAIL": _Connection._mail,
    "RCPT": _Connection._rcpt,
    "DATA": _Connection._data,
    "RSET": _Connection._rset,
    "NOOP": _Connection._noop,
    "VRFY": _Connection._vrfy,
    "QUIT": _Connection._quit,
}


def _decoded(answer: str) -> str:
    """Return the text of a response in base64; `*` cancels AUTH."""
    try:
        # An initial response that is empty is sent as "=".
        return base64.b64decode("" if answer == "=" else answer, validate=True).decode()
    except ValueError:
        raise Refused("501 5.5.2 The response is not base64") from None


def _address(argument: str) -> str:
    """Return the address of MAIL or RCPT; refuse parameters that the port does not know."""
    found = _PATH.fullmatch(argument)
    if found is None or not is_address(found[1]):
        raise Refused("501 5.1.3 The address must be as in <user@example.com>")
    parameters = [one.upper().partition("=") for one in found[2].split()]
    if not {name for name, _, _ in parameters} <= _PARAMETERS:
        raise Refused("555 5.5.4 The parameter is not known")
    for name, _, value in parameters:
        if name == "SIZE" and (not value.isdecimal() or len(value) > 19 or int(value) > MAX_SIZE):
            raise Refused(f"552 5.3.4 The message has more than {MAX_SIZE:,} bytes")
    return found[1]
