"""Translates exceptions of a transport into failures: phase, reason, cause, and if a byte was sent.

The rules are the same for all HTTP libraries. A library may quote the response, which may contain
secrets, so its text is used only where it describes the network. Causes are copies without frames,
which hold the key and the body.
"""

import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any

from .._call.exchange import SendRequest, TransportFailure
from ..errors import Phase
from .body import BodyDecodeError

UNSENT_PHASES: frozenset[Phase | None] = frozenset({"pool", "connect"})
"""The phases before the first byte of a request is sent."""

_TIMEOUTS: Mapping[str, Phase] = {
    "PoolTimeout": "pool",
    "ConnectTimeout": "connect",
    "WriteTimeout": "write",
    "ReadTimeout": "read",
}
# Exceptions of httpx that are raised before the first byte is sent.
_UNSENT_EXCEPTIONS = (
    "ConnectError",
    "ConnectTimeout",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
)
# Raised by mocks that read a response from a file, but by no network.
_FILE_ERRORS = (FileExistsError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
# How h11 and httpcore say that a response is incomplete.
_EARLY_END = ("disconnected", "closed connection")
_TRUST_HINT = "; to trust an authority of your own, set SSL_CERT_FILE or give an ssl_context"


class ClosedError(Exception):
    """The client was closed before the request was sent."""


class Diagnosis:
    """The meaning of an exception that a transport raised.

    Args:
        error: The exception.
        library: The module of the transport, httpx or httpx2.
        handled: The exception that the caller was handling before the attempt: not a cause.
    """

    def __init__(self, error: Exception, library: Any, handled: BaseException | None) -> None:
        self._error, self._library = error, library
        self._causes = list(_causes(error, handled))

    def _is(self, *names: str) -> bool:
        """Return True if the exception is of one of these classes of httpx."""
        return isinstance(self._error, tuple(getattr(self._library, name) for name in names))

    @property
    def is_network_failure(self) -> bool:
        """False for exceptions of the caller's code, such as a mock, a hook or a trace."""
        if self._is("TransportError", "DecodingError"):
            return True
        is_ours = isinstance(self._error, OSError | BodyDecodeError | ClosedError)
        return is_ours and not isinstance(self._error, _FILE_ERRORS)

    @property
    def is_transport_error(self) -> bool:
        """True if the class of the exception says how far the request was."""
        return self._is("TransportError")

    def _may_have_arrived(self, phase: Phase | None) -> bool:
        if phase is not None:
            return phase not in UNSENT_PHASES
        is_unsent = self._is(*_UNSENT_EXCEPTIONS) or isinstance(self._error, ClosedError)
        return not is_unsent or self._is_mislabelled

    @property
    def _is_mislabelled(self) -> bool:
        """True for a ConnectTimeout without a timeout: httpx-aiohttp raises it after a reset."""
        # respx raises an error from an exception that only carries it.
        causes = [cause for cause in self._causes if getattr(cause, "origin", 0) is not self._error]
        is_timeout = any(isinstance(cause, TimeoutError) for cause in causes)
        is_connect = type(self._error) is self._library.ConnectTimeout
        return is_connect and len(causes) > 1 and not is_timeout

    def closed(self, phase: Phase | None) -> TransportFailure:
        """Return the failure of an attempt that a close of the client ended or prevented."""
        arrived = self._may_have_arrived(phase)
        when = " before the response was complete" if arrived else ""
        return TransportFailure(f"the client was closed{when}", arrived, is_permanent=True)

    def failure(self, send: SendRequest, phase: Phase | None) -> TransportFailure:
        """Return the failure of an attempt.

        Args:
            send: The request.
            phase: The phase in which the exception was raised; None if unknown.
        """
        arrived = self._may_have_arrived(phase)
        if (expired := self._expired_phase(phase)) is not None:
            seconds = send.connect_timeout if expired == "connect" else send.timeout
            reason = f"timed out after {seconds:g} s ({expired})"
            return TransportFailure(reason, arrived, expired)
        is_untrusted = any(isinstance(e, ssl.SSLCertVerificationError) for e in self._causes)
        return TransportFailure(
            reason=self._reason(is_sent=arrived) + _TRUST_HINT * is_untrusted,
            may_have_arrived=arrived,
            # The text of a protocol error may quote the response.
            cause=None if self._is_protocol_error else _copied(self._cause),
            is_permanent=is_untrusted,
        )

    def _expired_phase(self, phase: Phase | None) -> Phase | None:
        """Return the phase whose timeout expired, if one did."""
        if type(self._error) is TimeoutError:
            return phase or "total"
        if not self._is("TimeoutException") or self._is_mislabelled:
            return None
        # A CONNECT to a proxy has read timeouts of its own; those of a body are "total".
        expired = _TIMEOUTS.get(type(self._error).__name__)
        return phase if expired and phase in ("connect", "total") else expired

    def _reason(self, *, is_sent: bool) -> str:
        if self._is("DecodingError") or isinstance(self._error, BodyDecodeError):
            return "the response is malformed: its compressed body is damaged or incomplete"
        is_early = any(text in str(self._error) for text in _EARLY_END)
        if self._is_protocol_error and not is_early:
            return "the response is malformed: it is not HTTP/1.1"
        reason = "could not connect"
        if self._is("ProxyError"):
            reason = "the proxy did not connect"
        elif is_sent:
            reason = "the connection broke before the response was complete"
        text = "" if self._is_protocol_error else _text(self._cause)
        # Cut by the flow, after redaction: it may quote a secret.
        return f"{reason} ({text})" if text else reason

    @property
    def _is_protocol_error(self) -> bool:
        is_decode_error = isinstance(self._error, BodyDecodeError)
        return is_decode_error or self._is("ProtocolError", "DecodingError")

    @property
    def _cause(self) -> BaseException:
        """The innermost exception of the system; without one, the outermost exception."""
        system = (cause for cause in reversed(self._causes) if isinstance(cause, OSError))
        return next(system, self._error)


def _causes(error: BaseException | None, handled: BaseException | None) -> Iterator[BaseException]:
    """Yield an exception and its causes, the innermost last."""
    # httpcore removes `__cause__`, but not `__context__`. respx makes cycles.
    seen: set[int] = set()
    while error is not None and error is not handled and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _copied(error: BaseException) -> BaseException | None:
    """Copy an exception without frames, causes and the request that httpx attaches."""
    try:
        return copy(error) if isinstance(error, OSError) else type(error)(str(error))
    except Exception:  # noqa: BLE001 - a foreign class whose constructor takes other arguments
        return None


def _text(error: BaseException) -> str:
    """Return the description of a network error by the system, or by a library."""
    if isinstance(error, ssl.SSLError):
        # aiohttp's subclasses lack the attributes; their causes have them.
        text = getattr(error, "verify_message", None) or getattr(error, "reason", None)
        return str(text or "")
    if isinstance(error, socket.gaierror):
        return error.strerror or str(error)
    if isinstance(error, OSError) and error.errno and error.errno > 0:
        return os.strerror(error.errno)
    return getattr(error, "strerror", None) or str(error)
