"""Spans and metrics of calls for OpenTelemetry; needs the extra `opentelemetry`.

Names follow the semantic conventions for HTTP, version 1.44.0; of those in use only `url.template`
is not stable. Source: https://opentelemetry.io/docs/specs/semconv/http/

A span starts before its request takes a connection from the pool, and ends when the response body
is complete.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from . import __version__
from .errors import Attempt, AttemptOutcome
from .hooks import ABANDONED, AttemptEnded, CallInfo, ContextHook, Event

try:
    from opentelemetry import context, metrics, trace

    # Private, but `suppress_http_instrumentation` itself is in another package.
    from opentelemetry.context import (
        _SUPPRESS_HTTP_INSTRUMENTATION_KEY,
        _SUPPRESS_INSTRUMENTATION_KEY,
    )
except ImportError as _missing:
    raise ImportError(
        "jetemail_api_client.telemetry needs the extra opentelemetry: "
        "pip install 'jetemail-api-client[opentelemetry]'"
    ) from _missing

__all__ = ["OpenTelemetry"]

_SCHEMA = "https://opentelemetry.io/schemas/1.44.0"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)

# The text is what older instrumentations set.
_SUPPRESSING = (
    _SUPPRESS_HTTP_INSTRUMENTATION_KEY,
    _SUPPRESS_INSTRUMENTATION_KEY,
    "suppress_instrumentation",
)

_ERROR_TYPES: Mapping[AttemptOutcome, str] = {
    "not_sent": "connection_failed",
    "unknown": "connection_broken",
}


class OpenTelemetry(ContextHook):
    """A hook that creates a client span and records its duration for each attempt.

    Pass it to a client: `JetEmail(hooks=OpenTelemetry())`. The parent of a span is the current span
    of the caller. Attributes have no key, no body, and no values of path or query parameters. No
    trace headers are sent.

    Instrumentations of HTTP libraries are suppressed while an attempt is sent: a request counts
    once. Within `suppress_instrumentation()` or `suppress_http_instrumentation()` of
    `opentelemetry.instrumentation.utils`, nothing is exported.

    A failed attempt has an `error.type`: the status, unless it is a success; "invalid_response"
    for a success with an invalid body; "connection_failed" if nothing was sent;
    "connection_broken" if the connection failed later; "pool_timeout", "connect_timeout",
    "write_timeout", "read_timeout" or "total_timeout"; "abandoned" if the call was cancelled.

    Args:
        tracer_provider: Creates the spans; default: the global provider.
        meter_provider: Records the durations; default: the global provider.
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
            explicit_bucket_boundaries_advisory=_BUCKETS,
        )

    def __call__(self, event: Event) -> None:
        """Export an attempt that has ended; other events are ignored."""
        if isinstance(event, AttemptEnded) and not any(map(context.get_value, _SUPPRESSING)):
            attributes = dict(_metric_attributes(event.call, event.attempt))
            self._duration.record(event.attempt.elapsed, attributes)
            self._export_span(event.call, event.attempt, attributes)

    @contextmanager
    def exchange_context(self) -> Iterator[None]:
        """Suppress instrumentations of HTTP libraries while an attempt is sent."""
        suppressed = context.set_value(_SUPPRESS_HTTP_INSTRUMENTATION_KEY, True)
        token = context.attach(suppressed)
        try:
            yield
        finally:
            context.detach(token)

    def _export_span(
        self, call: CallInfo, attempt: Attempt, attributes: Mapping[str, str | int]
    ) -> None:
        start = _nanoseconds(call.started) + _nanoseconds(attempt.started)
        span = self._tracer.start_span(
            f"{call.method} {call.path}",
            kind=trace.SpanKind.CLIENT,
            attributes={**attributes, **dict(_span_attributes(call, attempt))},
            start_time=start,
        )
        if "error.type" in attributes:
            span.set_status(trace.StatusCode.ERROR)
        span.end(start + _nanoseconds(attempt.elapsed))


def _metric_attributes(call: CallInfo, attempt: Attempt) -> Iterator[tuple[str, str | int]]:
    """Yield the attributes of spans and metrics: those with few different values."""
    yield "http.request.method", call.method
    yield "server.address", call.host
    yield "server.port", call.port
    yield "url.template", call.path
    if attempt.status is not None:
        yield "http.response.status_code", attempt.status
    if attempt.outcome != "done":
        yield "error.type", _error_type(attempt)


def _span_attributes(call: CallInfo, attempt: Attempt) -> Iterator[tuple[str, str | int]]:
    yield "url.full", _redact_parameters(call.url)
    if attempt.number > 1:
        yield "http.request.resend_count", attempt.number - 1
    yield "jetemail.operation", call.operation
    yield "jetemail.outcome", attempt.outcome


def _error_type(attempt: Attempt) -> str:
    if attempt.status is not None:
        return str(attempt.status) if attempt.status >= 300 else "invalid_response"
    if attempt.phase is not None:
        return f"{attempt.phase}_timeout"
    return ABANDONED if attempt.result == ABANDONED else _ERROR_TYPES[attempt.outcome]


@cache
def _redact_parameters(url: str) -> str:
    return re.sub(r"\{[^{}]*\}", "REDACTED", url)


def _nanoseconds(seconds: float) -> int:
    return round(seconds * 1e9)


def __dir__() -> list[str]:
    return __all__
