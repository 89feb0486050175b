"""Times, durations and sizes as the page writes them."""

from collections.abc import Iterator
from datetime import UTC, datetime

_UNITS = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def clock(moment: float, now: float) -> str:
    """Return a time of the machine's zone, with the date if it is not of today."""
    local, today = _local(moment), _local(now)
    if local.date() == today.date():
        return f"{local:%H:%M:%S}"
    return f"{local:%d %b %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def duration(seconds: float) -> str:
    """Return a number of seconds in its two largest units: `1 h 5 min`."""
    return " ".join(list(_units(seconds))[:2]) or "0 s"


def size(count: int) -> str:
    """Return a number of bytes: `12 kB`."""
    for limit, unit in ((1_000_000, "MB"), (1000, "kB")):
        if count >= limit:
            return f"{count / limit:.3g} {unit}"
    return f"{count} bytes"


def _local(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC).astimezone()


def _units(seconds: float) -> Iterator[str]:
    remaining = round(seconds)
    for length, unit in _UNITS:
        count, remaining = divmod(remaining, length)
        if count:
            yield f"{count} {unit}"
