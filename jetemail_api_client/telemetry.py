"""Spans and metrics of calls for OpenTelemetry; needs the extra `opentelemetry`.

By the semantic conventions for HTTP, version 1.44.0, of which all that is used here is stable but
`url.template`: https://opentelemetry.io/docs/specs/semconv/http/. A span begins before a connection
is looked for, and ends when the answer was read to its end.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from . import __version__
from ._events import ABANDONED, AttemptEnded, CallInfo, Event
from .errors import Attempt, AttemptOutcome

try:
    from opentelemetry import metrics, trace
except ImportError as _missing:
    raise ImportError(
        "jetemail_api_client.telemetry needs the extra opentelemetry: "
        "pip install 'jetemail-api-client[opentelemetry]'"
    ) from _missing

__all__ = ["OpenTelemetry"]

_SCHEMA = "https://opentelemetry.io/schemas/1.44.0"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)

_BROKEN: Mapping[AttemptOutcome, str] = {
    "not_sent": "connection_failed",
    "unknown": "connection_broken",
}


class OpenTelemetry:
    """A listener that makes a client span, and a measurement of its duration, of each attempt.

    Give it to a client: `JetEmail(on_event=OpenTelemetry())`. A span's parent is the span in which
    the call is made. Attributes hold no key, no body and no value of a path or a query.

    `error.type` is the status if there is one and it is no success; else "invalid_answer",
    "connection_failed" (nothing was sent), "connection_broken", "abandoned", or what took too long:
    "pool_timeout", "connect_timeout", "write_timeout", "read_timeout" or "total_timeout".

    Args:
        tracer_provider: Where spans go; the global provider if not given.
        meter_provider: Where measurements go; the global provider if not given.
    """

    def __init__(
        self,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        package = __name__.partition(".")[0]
        self._tracer = trace.get_tracer(package, __version__, tracer_provider, _SCHEMA)
        meter = metrics.get_meter(package, __version__, meter_provider, _SCHEMA)
        self._duration = meter.create_histogram(
            "http.client.request.duration",
            unit="s",
            description="Duration of HTTP client requests.",
            explicit_bucket_boundaries_advisory=_SECONDS,
        )

    def __call__(self, event: Event) -> None:
        """Take in what a client tells."""
        if isinstance(event, AttemptEnded):
            attributes = dict(_attributes(event.call, event.attempt))
            self._duration.record(event.attempt.elapsed, attributes)
            self._trace(event.call, event.attempt, attributes)

    def _trace(self, call: CallInfo, attempt: Attempt, attributes: Mapping[str, str | int]) -> None:
        begin = _nanoseconds(call.started) + _nanoseconds(attempt.started)
        span = self._tracer.start_span(
            f"{call.method} {call.path}",
            kind=trace.SpanKind.CLIENT,
            attributes={**attributes, **dict(_attributes_of_span(call, attempt))},
            start_time=begin,
        )
        if "error.type" in attributes:
            span.set_status(trace.StatusCode.ERROR)
        span.end(begin + _nanoseconds(attempt.elapsed))


def _attributes(call: CallInfo, attempt: Attempt) -> Iterator[tuple[str, str | int]]:
    """What spans and measurements share: values that come from short lists."""
    yield "http.request.method", call.method
    yield "server.address", call.host
    yield "server.port", call.port
    yield "url.template", call.path
    if attempt.status is not None:
        yield "http.response.status_code", attempt.status
    if attempt.outcome != "done":
        yield "error.type", _error_type(attempt)


def _attributes_of_span(call: CallInfo, attempt: Attempt) -> Iterator[tuple[str, str | int]]:
    yield "url.full", _redacted(call.url)
    if attempt.number > 1:
        yield "http.request.resend_count", attempt.number - 1
    yield "jetemail.operation", call.operation
    yield "jetemail.outcome", attempt.outcome


def _error_type(attempt: Attempt) -> str:
    if attempt.status is not None:
        return str(attempt.status) if attempt.status >= 300 else "invalid_answer"
    if attempt.phase is not None:
        return f"{attempt.phase}_timeout"
    return ABANDONED if attempt.result == ABANDONED else _BROKEN[attempt.outcome]


@cache
def _redacted(url: str) -> str:
    return re.sub(r"\{[^{}]*\}", "REDACTED", url)


def _nanoseconds(seconds: float) -> int:
    return round(seconds * 1e9)
