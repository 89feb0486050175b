"""Adapters of a rate limiter that processes share, for both flavours: its I/O, timeouts, errors."""

import asyncio
from contextlib import suppress
from typing import Any, ClassVar
from uuid import uuid4

from .._call.exchange import CheckTicket
from .._fork import reset_after_fork
from .._runtime.functions import discard, is_async
from ..hooks import logger
from ..rate_limits import SHARED_LIMITER_METHODS, Ticket, Wait

# For `release` and `block`, in seconds: no call should be later because of them.
NOTICE_TIMEOUT = 1.0
# Of all notices that are under way when a client is closed.
_CLOSE_TIMEOUT = 0.3


class _SharedLimiter:
    """The common base of both adapters.

    Args:
        given: The limiter.

    Raises:
        TypeError: It is of the other flavour.
    """

    _is_async: ClassVar[bool]

    def __init__(self, given: Any) -> None:
        for name in SHARED_LIMITER_METHODS:
            if is_async(getattr(given, name)) != self._is_async:
                expected = "async, for AsyncJetEmail" if self._is_async else "sync, for JetEmail"
                method = f"{type(given).__name__}.{name}"
                raise TypeError(f"rate_limits: {method} must be {expected}")
        self._limiter = given

    def join(self, ticket: Ticket) -> None:
        """Name a ticket; the first check adds it to the queue."""
        ticket.name = uuid4().hex

    def finish(self, ticket: Ticket, now: float) -> None:
        """Count the request of a used ticket from its end."""
        self.cancel(ticket)

    def cancel(self, ticket: Ticket) -> None:
        """Remove a ticket that will not be used."""
        if ticket.name:
            self._notify("release", ticket.name, ticket.bucket)

    def block(self, seconds: float, now: float) -> None:
        """Block all processes."""
        self._notify("block", seconds)

    def _notify(self, method: str, *arguments: object) -> None:
        """Call a method of the limiter whose failure is only logged."""


def _log(method: str, error: Exception) -> None:
    # Without its text, which may repeat a password of the limiter's server.
    logger.warning("the rate limiter's %s raised %s", method, type(error).__name__)


class SharedLimiter(_SharedLimiter):
    """Calls a sync limiter, in the thread of the call."""

    _is_async = False

    def check(self, step: CheckTicket) -> Wait | Exception:
        """Return how long to wait, or the exception of the limiter."""
        try:
            ticket, timeout = step.ticket, step.timeout
            wait: Wait = self._limiter.wait(
                ticket.name, ticket.bucket, age=step.age, timeout=timeout
            )
            # An error of the call says that it is no `Wait`.
            discard(wait)
        except Exception as error:  # noqa: BLE001 - becomes the cause of an error of the call
            return error
        return wait

    def _notify(self, method: str, *arguments: object) -> None:
        try:
            if discard(getattr(self._limiter, method)(*arguments, timeout=NOTICE_TIMEOUT)):
                logger.warning("the rate limiter's %s did nothing: it is async", method)
        except Exception as error:  # noqa: BLE001 - the call goes on
            _log(method, error)


class AsyncSharedLimiter(_SharedLimiter):
    """Calls an async limiter; notices run beside the calls, which they do not delay."""

    _is_async = True

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        self.reset()
        reset_after_fork(self)

    def reset(self) -> None:
        """Forget the tasks of the parent process."""
        self._checks: dict[asyncio.Timeout, asyncio.AbstractEventLoop] = {}
        # An event loop has weak references to its tasks.
        self._notices: set[asyncio.Task[None]] = set()

    async def check(self, step: CheckTicket) -> Wait | Exception:
        """Return how long to wait, or the exception of the limiter; a close ends it."""
        try:
            async with asyncio.timeout(step.timeout) as timeout:
                self._checks[timeout] = asyncio.get_running_loop()
                try:
                    ticket = step.ticket
                    wait: Wait = await self._limiter.wait(ticket.name, ticket.bucket, age=step.age)
                finally:
                    del self._checks[timeout]
        except Exception as error:  # noqa: BLE001 - becomes the cause of an error of the call
            return error
        return wait

    def _notify(self, method: str, *arguments: object) -> None:
        notice = self._logged(method, *arguments)
        try:
            task = asyncio.get_running_loop().create_task(notice)
        except RuntimeError:
            # Collected after the end of its event loop: the ticket expires.
            notice.close()
            return
        self._notices.add(task)
        task.add_done_callback(self._notices.discard)

    async def _logged(self, method: str, *arguments: object) -> None:
        try:
            async with asyncio.timeout(NOTICE_TIMEOUT):
                await getattr(self._limiter, method)(*arguments)
        except Exception as error:  # noqa: BLE001 - the call goes on
            _log(method, error)

    async def close(self) -> None:
        """End the checks in all event loops; let the notices of this one end."""
        for timeout, loop in self._checks.copy().items():
            # The loop may be closed meanwhile.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(_expire, timeout)
        loop = asyncio.get_running_loop()
        notices = [task for task in self._notices.copy() if task.get_loop() is loop]
        if notices:
            await asyncio.wait(notices, timeout=_CLOSE_TIMEOUT)


def _expire(timeout: asyncio.Timeout) -> None:
    # The check may have ended since this was scheduled.
    with suppress(RuntimeError):
        timeout.reschedule(0)
