"""Looking up the addresses of a host, without blocking for longer than the caller can wait.

The system's look-up cannot be interrupted. So it runs in a thread of its own, one for each host at
a time, and whoever asks for the same host meanwhile waits for the same result.
"""

import socket
import threading
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from copy import copy
from errno import EAGAIN
from typing import Any, TypeAlias

from .._forks import renewed_in_children

AddressInfo: TypeAlias = tuple[int, int, int, str, Any]
"""An entry of `socket.getaddrinfo`: family, type, protocol, name, address."""
Found: TypeAlias = "list[AddressInfo]"


class Lookups:
    """The look-ups of this process that are running."""

    def __init__(self) -> None:
        self.renew()
        renewed_in_children(self)

    def renew(self) -> None:
        """Forget the look-ups of the parent process: their threads are not in the child."""
        # Reentrant: the handler of a signal may make a call while this is held.
        self._lock = threading.RLock()
        self._running: dict[tuple[str, int], Future[Found]] = {}

    def start(self, host: str, port: int) -> "Future[Found]":
        """Look up a host, or join the look-up of it that is running."""
        key = host, port
        with self._lock:
            if (running := self._running.get(key)) is not None:
                return running
            future = self._running[key] = Future()
        try:
            threading.Thread(target=self._run, args=(key, future), daemon=True).start()
        except RuntimeError as error:
            if "shutdown" in str(error):
                # The interpreter starts no threads any more; what is called now is the last.
                self._run(key, future)
            else:
                self._fail(key, future, OSError(EAGAIN, str(error)))
        except BaseException as error:
            # Interrupted: whoever joined would wait in vain.
            self._fail(key, future, error)
            raise
        return future

    def _run(self, key: tuple[str, int], future: "Future[Found]") -> None:
        try:
            found = look_up(*key)
        except Exception as error:  # noqa: BLE001 - raised where the result is waited for
            self._fail(key, future, error)
        else:
            self._end(key)
            future.set_result(found)

    def _fail(self, key: tuple[str, int], future: "Future[Found]", error: BaseException) -> None:
        self._end(key)
        with suppress(InvalidStateError):
            future.set_exception(error)

    def _end(self, key: tuple[str, int]) -> None:
        with self._lock:
            self._running.pop(key, None)


def look_up(host: str, port: int, flags: int = 0) -> Found:
    """Ask the system for the addresses of a host.

    Raises:
        OSError: It has none.
    """
    try:
        # As bytes: a str would be encoded by rules that refuse some names that servers have.
        name = host.encode("ascii")
    except UnicodeError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
    return [*socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=flags)]


def result_of(future: "Future[Found]") -> Found:
    """Return what a look-up found, or raise an exception of one's own if it failed."""
    error = future.exception()
    if error is not None:
        # Several callers may wait for it, and each adds its frames to what it raises.
        raise copy(error)
    return future.result()


lookups = Lookups()
