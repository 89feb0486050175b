"""Name resolution that blocks no caller beyond its deadline.

`getaddrinfo` cannot be interrupted, so it runs in a daemon thread. There is one thread per host and
port at a time: concurrent callers share its result.
"""

import socket
import threading
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from copy import copy
from errno import EAGAIN
from typing import Any, TypeAlias

from .._fork import reset_after_fork

AddressInfo: TypeAlias = tuple[int, int, int, str, Any]
"""An entry of `socket.getaddrinfo`: family, type, protocol, canonical name, address."""
AddressFuture: TypeAlias = "Future[list[AddressInfo]]"


class Resolver:
    """The running look-ups of this process."""

    def __init__(self) -> None:
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Forget the look-ups of the parent process: a fork does not copy their threads."""
        # Reentrant: a signal handler may make a call while the lock is held.
        self._lock = threading.RLock()
        self._running: dict[tuple[str, int], AddressFuture] = {}

    def start(self, host: str, port: int) -> AddressFuture:
        """Start a look-up, or return the running one for the same host and port."""
        key = host, port
        future: AddressFuture = Future()
        # So that a caller that is cancelled does not cancel the future of the others.
        future.set_running_or_notify_cancel()
        with self._lock:
            if (running := self._running.get(key)) is not None:
                return running
            self._running[key] = future
        try:
            threading.Thread(target=self._run, args=(key, future), daemon=True).start()
        except RuntimeError as error:
            if "shutdown" in str(error):
                # The interpreter is exiting and starts no threads.
                self._run(key, future)
            else:
                self._end(key, future, OSError(EAGAIN, str(error)))
        except BaseException as error:
            # Interrupted: the other callers must not wait for a thread that does not run.
            self._end(key, future, error)
            raise
        return future

    def _run(self, key: tuple[str, int], future: AddressFuture) -> None:
        try:
            self._end(key, future, look_up(*key))
        except Exception as error:  # noqa: BLE001 - raised in the callers, by `addresses_of`
            self._end(key, future, error)

    def _end(
        self, key: tuple[str, int], future: AddressFuture, result: list[AddressInfo] | BaseException
    ) -> None:
        with self._lock:
            self._running.pop(key, None)
        with suppress(InvalidStateError):
            if isinstance(result, BaseException):
                future.set_exception(result)
            else:
                future.set_result(result)


def look_up(host: str, port: int, flags: int = 0) -> list[AddressInfo]:
    """Return the addresses of a host; blocks.

    Raises:
        OSError: It has none.
    """
    if host.lower().removesuffix(".").endswith(".localhost"):
        # Not every resolver knows that it is loopback, to which keys are sent without TLS.
        host = "localhost"
    try:
        # As bytes: the IDNA encoding of a str rejects some names that servers have.
        name = host.encode("ascii")
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
    return [*socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=flags)]


def addresses_of(future: AddressFuture) -> list[AddressInfo]:
    """Return the result of a look-up that is done, or raise a copy of its exception."""
    error = future.exception()
    if error is not None:
        # Callers share the exception, and raising it adds frames to its traceback.
        raise copy(error)
    return future.result()


resolver = Resolver()
