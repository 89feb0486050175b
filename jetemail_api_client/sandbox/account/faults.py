"""Faults on demand: which requests fail, and how."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from attrs import asdict, define, field

from ..replies import Fields
from .description import description

ANY = "*"
"""Stands for all operations."""

# The smallest and the largest value of each field.
_INTEGERS = {"times": (1, 1_000_000), "after": (0, 1_000_000), "status": (400, 599)}
_NUMBERS = {"retry_after": (0, 86_400), "delay": (0, 3600), "drip": (0, 3600)}
_BOOLEANS: Mapping[str, tuple[int, int]] = dict.fromkeys(("cut", "reset", "acts"), (0, 1))
_OPTIONAL = {"times", "status", "retry_after", "acts"}


@define(kw_only=True)
class Fault:
    """What becomes of the next requests of an operation.

    Raises:
        TypeError: A field has the wrong type.
        ValueError: A field is out of range, or two exclude each other.
    """

    operation: str
    """For example, `smtp_users.create`; `*` for all."""
    times: int | None = 1
    """How many more requests it applies to; None for all until it is cleared."""
    after: int = 0
    """How many more requests it lets through first."""
    status: int | None = None
    """The status of an error response."""
    retry_after: float | None = None
    """Seconds in its Retry-After header; without a status, that is 429."""
    delay: float = 0.0
    """Seconds before the response, of the machine's time."""
    drip: float = 0.0
    """Seconds after each byte of the body."""
    cut: bool = False
    """Whether the connection is closed after half of the body. Needs the sandbox's own server."""
    reset: bool = False
    """Whether the connection is reset in place of a response. Needs the sandbox's own server."""
    acts: bool | None = None
    """Whether the request acts; by default, unless it gets an error response or a reset."""

    def __attrs_post_init__(self) -> None:
        self._check_operation()
        self._check_fields()
        if self.retry_after is not None and self.status is None:
            self.status = 429
        if self.reset and (self.status or self.drip or self.cut):
            raise ValueError("reset excludes status, retry_after, drip and cut")
        if not (self.reset or self.status or self.delay or self.drip or self.cut):
            raise ValueError("The fault needs one of status, retry_after, delay, drip, cut, reset")
        if self.acts is None:
            self.acts = not (self.reset or self.status)
        if not (self.acts or self.reset or self.status):
            raise ValueError("A request that does not act needs a status or a reset")

    def _check_operation(self) -> None:
        known = [ANY, *(one.name for one in description().values())]
        if self.operation not in known:
            advice = "".join(get_close_matches(str(self.operation), known, 1))
            advice = advice and f", but {advice}"
            raise ValueError(f"There is no operation {self.operation!r}{advice}")

    def _check_fields(self) -> None:
        kinds: list[tuple[Mapping[str, tuple[int, int]], set[type], str]] = [
            (_INTEGERS, {int}, "an integer"),
            (_NUMBERS, {int, float}, "a number"),
            (_BOOLEANS, {bool}, "a boolean"),
        ]
        for limits, types, kind in kinds:
            for name, (least, most) in limits.items():
                if getattr(self, name) is None and name in _OPTIONAL:
                    continue
                value: Any = getattr(self, name)
                if type(value) not in types:
                    raise TypeError(f"{name} must be {kind}")
                if not least <= value <= most:
                    raise ValueError(f"{name} must be {least} to {most}")


@define
class Faults:
    """The faults of a sandbox, in the order in which they apply."""

    pending: list[Fault] = field(factory=list)
    notify: Callable[[], None] = field(default=lambda: None, repr=False)
    """Called when they have changed."""

    def add(self, operation: str, **fields: Any) -> Fault:
        """Add a fault after the others; see `Fault` for its fields.

        ```python
        sandbox.faults.add("smtp_users.create", status=500, times=2)
        sandbox.faults.add("email.send", reset=True, acts=True)
        ```

        Raises:
            TypeError: A field is unknown or has the wrong type.
            ValueError: A field is out of range, or two exclude each other.
        """
        fault = Fault(operation=operation, **fields)
        self.pending.append(fault)
        self.notify()
        return fault

    def remove(self, faults: Iterable[Fault]) -> None:
        """Remove these faults."""
        numbers = {id(one) for one in faults}
        self.pending[:] = [one for one in self.pending if id(one) not in numbers]
        self.notify()

    def clear(self) -> None:
        """Remove all faults."""
        self.pending.clear()
        self.notify()

    def to_list(self) -> list[Fields]:
        """Return the pending faults as JSON."""
        return [asdict(one) for one in self.pending]

    def take(self, operation: str) -> Fault | None:
        """Return the fault of a request, and count it."""
        for fault in self.pending:
            if fault.operation not in {operation, ANY}:
                continue
            if fault.after:
                fault.after -= 1
                continue
            if fault.times is not None:
                fault.times -= 1
            if fault.times == 0:
                self.pending.remove(fault)
            self.notify()
            return fault
        return None
