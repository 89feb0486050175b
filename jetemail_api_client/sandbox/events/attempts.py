"""Attempts to deliver to a webhook: what came of them, and when the next one is due."""

from typing import Literal

from attrs import define

DELAYS = (0, 30, 120, 600, 3600, 14400)
"""Seconds before each attempt, after the one before."""


@define(kw_only=True)
class Attempts:
    """A delivery on its way to a webhook."""

    url: str
    status: Literal["pending", "retry", "success", "failed"] = "pending"
    attempts: int = 0
    """Attempts since it was queued or replayed."""
    total_attempts: int = 0
    last_response_code: int | None = None
    due: float | None
    """When the next attempt is made, in Unix seconds; None if there is none."""
    limit: int = len(DELAYS)
    """How many attempts are made."""

    def record(self, code: int | None, planned: float) -> None:
        """Record an attempt.

        2xx is a success. 429, 5xx and no response are retried after `DELAYS`; others are final.
        The delays are counted from when the attempt was due: after a move of the time over
        several of them, one is made after the other.

        Args:
            code: The status of the response; None without one.
            planned: What `due` was when the attempt began. If it has changed since, by a replay
                or a deletion, that stands.
        """
        self.total_attempts += 1
        self.last_response_code = code
        if self.due != planned:
            return
        self.attempts += 1
        if code is not None and 200 <= code < 300:
            self.finish("success")
        elif (code is None or code == 429 or code >= 500) and self.attempts < self.limit:
            self.status, self.due = "retry", planned + DELAYS[self.attempts]
        else:
            self.finish("failed")

    def finish(self, status: Literal["success", "failed"]) -> None:
        """Make no more attempts."""
        self.status, self.due = status, None
