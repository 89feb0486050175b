"""What a call has come to."""

from typing import Any

from attrs import define, evolve, field

from ._contests import Claim
from ._masking import scrubbed
from ._reconciling import Plan
from ._runtime.records import Request
from ._settings import Settings, address_of
from .errors import Attempt, AttemptOutcome, Outcome


@define(kw_only=True)
class Call:
    """What a call has come to: what decides on it, and what its errors tell."""

    request: Request[Any]
    settings: Settings
    began: float = 0.0
    """When it began, in Unix seconds."""
    attempts: list[Attempt] = field(factory=list)
    begun: float | None = None
    """Seconds from the call's start to that of the attempt that is under way, if one is."""
    retry_after: float | None = None
    """Seconds that the last answer asked to wait."""
    plan: Plan[Any] | None = None
    """How to find out what became of it, if its answer is lost."""
    claim: Claim | None = None
    """Its claim to the name that it creates, if a list can show that one."""
    is_reconciled: bool = False
    is_taken: bool = False
    """Whether a list shows that the name of what it was to create is another's."""

    @property
    def address(self) -> str:
        """The host and the port that it goes to."""
        host, port = address_of(self.settings.base_url)
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def scrubbed(self, value: Any) -> Any:
        """A value without the secrets that the call knows of."""
        return scrubbed(value, self.request, self.settings)

    @property
    def outcome(self) -> Outcome:
        """Of the whole call: one attempt that may have acted makes it unknown."""
        if self.is_taken:
            return "rejected"
        told: list[AttemptOutcome] = [attempt.outcome for attempt in self.attempts]
        last = told[-1] if told else "not_sent"
        return "unknown" if last == "done" or "unknown" in told else last

    def doubt(self, outcome: Outcome) -> None:
        """Take back that the last attempt is done: its answer cannot be used."""
        self.attempts[-1] = evolve(self.attempts[-1], outcome=outcome)
