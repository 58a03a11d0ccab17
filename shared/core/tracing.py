"""OpenTelemetry, enabled by OTEL_EXPORTER_OTLP_ENDPOINT; otherwise its packages are neither imported nor needed.

A span continues the trace that a client or gateway started (`traceparent`), so the requests and socket commands of one
user journey form one trace. Spans name a request only by its route or type: no ids of people, no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from shared.core.settings import Settings, SettingsError

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

_tracer: Tracer | None = None


def check(settings: Settings) -> None:
    """Raise SettingsError if tracing is enabled and its packages are not installed."""
    if not settings.otel_exporter_otlp_endpoint:
        return
    try:
        import opentelemetry.exporter.otlp.proto.http.trace_exporter
        import opentelemetry.sdk.trace.export  # noqa: F401
    except ImportError:
        raise SettingsError(
            "OTEL_EXPORTER_OTLP_ENDPOINT: its packages are not installed; they are the group `tracing` of uv.lock."
        ) from None


def configure(settings: Settings, service: str) -> None:
    """Start tracing if it is enabled. Raises SettingsError if that is impossible."""
    check(settings)
    if not settings.otel_exporter_otlp_endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service, "service.version": settings.build}))
    address = settings.otel_exporter_otlp_endpoint.rstrip("/") + "/v1/traces"
    # In batches, from a thread, so that a slow or absent collector delays no request.
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    global _tracer  # noqa: PLW0603 - a process traces or doesn't
    _tracer = provider.get_tracer("mockmate")


def is_on() -> bool:
    """Whether this process traces."""
    return _tracer is not None


@contextmanager
def span(name: str, headers: Mapping[str, str]) -> Iterator[None]:
    """Trace the enclosed work as part of the trace named by `headers`, if any. Logs include its `trace_id`."""
    if _tracer is None:
        yield
        return
    begun = begin(name, headers)
    try:
        with structlog.contextvars.bound_contextvars(trace_id=f"{begun.get_span_context().trace_id:032x}"):
            yield
    except BaseException as error:
        begun.record_exception(error)
        raise
    finally:
        begun.end()


def begin(name: str, headers: Mapping[str, str]) -> Span:
    """Start a span that the caller ends. Call it only while tracing is on."""
    from opentelemetry.trace import SpanKind
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    assert _tracer is not None  # noqa: S101 - see above
    known = {name.lower(): value for name, value in headers.items() if name.lower() in {"traceparent", "tracestate"}}
    context = TraceContextTextMapPropagator().extract(known)
    return _tracer.start_span(name, context=context, kind=SpanKind.SERVER)
