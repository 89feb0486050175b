"""The time of a sandbox, which tests can move."""

import time
from collections.abc import Callable

from attrs import define

END = 4_102_444_800
"""The last time that a sandbox knows, in Unix seconds: the year 2100."""


@define
class Clock:
    """Unix time, in seconds; as fast as the time of the machine, from a point that can be moved."""

    # Looked up at each reading: tools that set the time replace `time.time`.
    source: Callable[[], float] = lambda: time.time()
    offset: float = 0.0

    def now(self) -> float:
        """Return the time of the sandbox."""
        return self.source() + self.offset

    def advance(self, seconds: float) -> None:
        """Move the time forward; `Account.advance` also does what is due by then."""
        self.offset += seconds


def iso_8601(moment: float) -> str:
    """Return a time in the format of the API, with milliseconds."""
    milliseconds = int(moment * 1000)
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(milliseconds // 1000))
    return f"{seconds}.{milliseconds % 1000:03}Z"
