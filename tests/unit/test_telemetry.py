"""Spans and metrics of calls, as an application's exporters receive them."""

import asyncio
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
from attrs import define, field
from opentelemetry import context
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.semconv import schemas
from opentelemetry.semconv._incubating.attributes import url_attributes
from opentelemetry.semconv.attributes import error_attributes, http_attributes, server_attributes
from opentelemetry.semconv.metrics import http_metrics
from opentelemetry.trace import SpanKind, StatusCode

from jetemail_api_client import AsyncJetEmail, JetEmail, __version__
from jetemail_api_client.hooks import Event
from jetemail_api_client.options import Clock
from jetemail_api_client.telemetry import OpenTelemetry

from ..conftest import KEY, Flavour, failure
from ..raw_server import Act, close, created, playing, refused_url, respond, respond_json, silence

# A real clock: the spans of attempts must lie within the span of the caller.
REAL_CLOCK = Clock(jitter=lambda: 0.0)
BUSY = respond_json(429, {"error": "planted-words"})
NAMES = {
    http_attributes.HTTP_REQUEST_METHOD: "http.request.method",
    http_attributes.HTTP_REQUEST_RESEND_COUNT: "http.request.resend_count",
    http_attributes.HTTP_RESPONSE_STATUS_CODE: "http.response.status_code",
    error_attributes.ERROR_TYPE: "error.type",
    server_attributes.SERVER_ADDRESS: "server.address",
    server_attributes.SERVER_PORT: "server.port",
    url_attributes.URL_FULL: "url.full",
    url_attributes.URL_TEMPLATE: "url.template",
}
# What `opentelemetry.instrumentation.utils` sets to suppress instrumentations.
KEYS = {
    "http": context._SUPPRESS_HTTP_INSTRUMENTATION_KEY,
    "all": context._SUPPRESS_INSTRUMENTATION_KEY,
    "older": "suppress_instrumentation",
}


@define
class Exported:
    """The providers of an application, with exporters that record."""

    exporter: InMemorySpanExporter = field(factory=InMemorySpanExporter)
    reader: InMemoryMetricReader = field(factory=InMemoryMetricReader)
    tracers: TracerProvider = field(factory=lambda: TracerProvider(shutdown_on_exit=False))
    meters: MeterProvider = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.meters = MeterProvider([self.reader], shutdown_on_exit=False)

    @property
    def telemetry(self) -> OpenTelemetry:
        return OpenTelemetry(self.tracers, self.meters)

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        return self.exporter.get_finished_spans()

    def values(self, name: str) -> list[Any]:
        """Return an attribute of each span; None where it is not set."""
        return [(span.attributes or {}).get(name) for span in self.spans]

    def metric(self) -> Any:
        """Return the only metric with its scope."""
        data = self.reader.get_metrics_data()
        assert data is not None
        ((scope,),) = (one.scope_metrics for one in data.resource_metrics)
        (metric,) = scope.metrics
        return scope, metric


@pytest.fixture
def exported() -> Exported:
    """Make the providers of a test."""
    return Exported()


async def test_span_of_an_attempt(exported: Exported, flavour: Flavour) -> None:
    """An attempt is a client span with the attributes of the conventions and no values sent."""
    with playing(created) as server:
        url = server.base_url
        await flavour.create(url, hooks=exported.telemetry)

    (span,) = exported.spans
    assert ("POST /outbound/smarthost", SpanKind.CLIENT) == (span.name, span.kind)
    assert StatusCode.UNSET == span.status.status_code
    assert span.attributes == {
        "http.request.method": "POST",
        "server.address": "127.0.0.1",
        "server.port": int(url.rpartition(":")[2]),
        "url.template": "/outbound/smarthost",
        "http.response.status_code": 200,
        "url.full": f"{url}/outbound/smarthost",
        "jetemail.operation": "smtp_users.create",
        "jetemail.outcome": "done",
    }


async def test_names_of_the_conventions(exported: Exported, flavour: Flavour) -> None:
    """Attributes, metric and schema have the names of the conventions; the scope is the package."""
    if not hasattr(schemas.Schemas, "V1_44_0"):
        pytest.skip("the installed conventions are older than those that are followed")
    with playing(BUSY, created) as server:
        await flavour.create(server.base_url, hooks=exported.telemetry)
    used = {name for span in exported.spans for name in span.attributes or {}}
    scope, metric = exported.metric()
    own = (__version__, schemas.Schemas.V1_44_0.value)

    assert NAMES == {name: name for name in NAMES}
    assert set(NAMES) == {name for name in used if not name.startswith("jetemail.")}
    for found in (scope.scope, *(span.instrumentation_scope for span in exported.spans)):
        assert InstrumentationScope("jetemail_api_client", *own) == found
    assert (http_metrics.HTTP_CLIENT_REQUEST_DURATION, "s") == (metric.name, metric.unit)


async def test_retries_in_a_trace(exported: Exported, flavour: Flavour) -> None:
    """Attempts are consecutive children of the caller's span with their resend count."""
    tracer = exported.tracers.get_tracer("caller")
    with playing(BUSY, BUSY, created) as server:
        with tracer.start_as_current_span("caller"):
            await flavour.create(server.base_url, hooks=exported.telemetry, clock=REAL_CLOCK)

    *attempts, caller = exported.spans
    assert [None, 1, 2] == exported.values("http.request.resend_count")[:3]
    assert ["429", "429", None] == exported.values("error.type")[:3]
    assert [caller.context] * 3 == [attempt.parent for attempt in attempts]
    times = [time or 0 for span in attempts for time in (span.start_time, span.end_time)]
    assert times == sorted(times)
    assert (caller.start_time or 0) <= times[0] <= times[-1] <= (caller.end_time or 0)


@pytest.mark.parametrize(
    ("act", "error", "outcome"),
    [
        (close, "connection_broken", "unknown"),
        (silence, "read_timeout", "unknown"),
        (respond(301), "301", "rejected"),
        (respond_json(404, {}), "404", "rejected"),
        (respond_json(503, {}), "503", "unknown"),
        (respond(200, b"junk"), "invalid_response", "unknown"),
    ],
)
async def test_error_types(
    exported: Exported, flavour: Flavour, act: Act, error: str, outcome: str
) -> None:
    """A failed attempt has a documented error type, and its span the status ERROR."""
    options = {"max_attempts": 1, "attempt_timeout": 1.0, "hooks": exported.telemetry}
    with playing(act) as server:
        await failure(flavour, server.base_url, **options)

    create = exported.spans[0]
    assert (StatusCode.ERROR, None) == (create.status.status_code, create.status.description)
    assert (error, outcome) == (
        exported.values("error.type")[0],
        exported.values("jetemail.outcome")[0],
    )
    assert () == create.events


async def test_refused_connection(exported: Exported, flavour: Flavour) -> None:
    """An attempt whose connection is refused is a span without a status code."""
    await failure(flavour, refused_url(), hooks=exported.telemetry)

    assert ["connection_failed"] * 3 == exported.values("error.type")
    assert [None] * 3 == exported.values("http.response.status_code")


async def test_cancelled_call(exported: Exported) -> None:
    """An attempt that is cancelled is a span, and leaves the context of the caller as it was."""
    with playing(silence) as server:
        async with AsyncJetEmail(
            KEY, base_url=server.base_url, hooks=exported.telemetry
        ) as jetemail:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await jetemail.smtp_users.list()

    assert ["abandoned"] == exported.values("error.type")
    assert context.get_value(KEYS["http"]) is None


async def test_listing_of_a_create(exported: Exported, flavour: Flavour) -> None:
    """The listing of a create whose response was lost is a span of its own."""
    no_users = respond_json(200, {"success": True, "smarthosts": []})
    with playing(close, no_users, created) as server:
        await flavour.create(server.base_url, hooks=exported.telemetry)

    post, get = "POST /outbound/smarthost", "GET /outbound/smarthost"
    assert [post, get, post] == [span.name for span in exported.spans]
    assert [None, None, 1] == exported.values("http.request.resend_count")
    assert ["unknown", "done", "done"] == exported.values("jetemail.outcome")


def test_no_values_are_exported(exported: Exported) -> None:
    """Spans and metrics have no values of paths, queries or bodies, and no key."""
    with playing(respond_json(200, {"logs": [], "note": "planted-response"})) as server:
        base = server.base_url
        with JetEmail(KEY, base_url=base, hooks=exported.telemetry) as jetemail:
            jetemail.webhooks.get(uuid="planted-uuid")
            jetemail.outbound_logs.list(sender="planted@example.com")
            jetemail.domain_allowlist.update(uuid="planted-id", senders=[{"a": "planted"}])
    output = "".join(span.to_json() for span in exported.spans) + repr(exported.metric())

    assert ["/webhooks/REDACTED", "/outbound/logs", "/inbound/filters/allowlist/REDACTED"] == [
        url.removeprefix(base) for url in exported.values("url.full")
    ]
    assert "planted" not in output
    assert KEY not in output


async def test_durations(exported: Exported, flavour: Flavour) -> None:
    """The duration of each attempt is recorded with attributes that have few values."""
    with playing(BUSY, created, BUSY) as server:
        await flavour.create(server.base_url, hooks=exported.telemetry, clock=REAL_CLOCK)
        spans = [(span.end_time or 0) - (span.start_time or 0) for span in exported.spans]
    _, metric = exported.metric()
    points = {
        point.attributes["http.response.status_code"]: point for point in metric.data.data_points
    }

    assert {429, 200} == set(points)
    assert set(points[429].attributes) == {
        *("http.request.method", "server.address", "server.port", "url.template"),
        *("http.response.status_code", "error.type"),
    }
    assert [round(points[status].sum * 1e9) for status in (429, 200)] == spans
    bounds = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
    assert bounds == tuple(points[200].explicit_bounds)
    assert all(duration >= 0 for duration in spans)


async def test_global_providers(flavour: Flavour) -> None:
    """The default providers are the global ones, which may be no-ops."""
    with playing(created) as server:
        result = await flavour.create(server.base_url, hooks=[OpenTelemetry()])

    assert result.success is True


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without OpenTelemetry the ImportError names the extra."""
    name = "jetemail_api_client.telemetry"
    monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)

    with pytest.raises(ImportError, match=r"pip install 'jetemail-api-client\[opentelemetry\]'"):
        importlib.import_module(name)


@contextmanager
def suppressing(key: str) -> Iterator[None]:
    """Suppress as `opentelemetry.instrumentation.utils` does, which is not installed here."""
    token = context.attach(context.set_value(key, True))
    yield
    context.detach(token)


@pytest.mark.parametrize("kind", KEYS)
async def test_suppressed_instrumentation(exported: Exported, flavour: Flavour, kind: str) -> None:
    """A call within `suppress_instrumentation` makes no span and no duration; the next one does."""
    telemetry = exported.telemetry
    with playing(BUSY, created, created) as server:
        with suppressing(KEYS[kind]):
            await flavour.create(server.base_url, hooks=telemetry)
        assert () == exported.spans
        assert exported.reader.get_metrics_data() is None

        await flavour.create(server.base_url, hooks=telemetry)

    assert [None] == exported.values("http.request.resend_count")


@define
class Instrumentation:
    """A transport that stands for an instrumented library: it sees the context of each request."""

    responses: list[httpx.Response]
    is_suppressed: list[bool] = field(factory=list)

    def handle(self, _: httpx.Request) -> httpx.Response:
        self.is_suppressed.append(context.get_value(KEYS["http"]) is True)
        return self.responses.pop(0)


def responses() -> list[httpx.Response]:
    """Return the responses to a create with one retry."""
    body = {"success": True, "message": "made"}
    return [httpx.Response(429, json={}), httpx.Response(200, json=body)]


async def test_instrumented_library(exported: Exported, flavour: Flavour) -> None:
    """With the hook, the instrumentation of an HTTP library is suppressed for each attempt only."""
    library = Instrumentation(responses())
    seen: list[bool] = []

    def hook(_: Event) -> None:
        seen.append(context.get_value(KEYS["http"]) is True)

    options: dict[str, Any] = {"transport": httpx.MockTransport(library.handle)}
    await flavour.create("http://localhost", hooks=[hook, exported.telemetry], **options)

    assert [True, True] == library.is_suppressed
    assert {False} == set(seen)
    assert 2 == len(exported.spans)
    assert context.get_value(KEYS["http"]) is None


async def test_instrumented_library_without_the_hook(flavour: Flavour) -> None:
    """Without the hook, nothing is suppressed, whatever attributes another hook has."""
    library = Instrumentation(responses())
    options: dict[str, Any] = {"transport": httpx.MockTransport(library.handle)}
    await flavour.create("http://localhost", hooks=Mock(), **options)

    assert [False, False] == library.is_suppressed
