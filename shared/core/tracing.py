"""OpenTelemetry, for who sets OTEL_EXPORTER_OTLP_ENDPOINT; without it none of its packages is imported or needed.

A span goes on with the trace that a client or gateway began (`traceparent`), so requests and socket commands of one
journey are seen together. What was asked for is in it by its route or type only: no ids of people, no text.
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
    """Raise SettingsError when tracing is wanted and its packages are not installed."""
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
    """Begin to trace, where that is wanted. Raises SettingsError when it is and can't be."""
    check(settings)
    if not settings.otel_exporter_otlp_endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": service, "service.version": settings.build}))
    address = settings.otel_exporter_otlp_endpoint.rstrip("/") + "/v1/traces"
    # In batches, by a thread: a collector that is slow or away holds nobody up.
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address)))
    global _tracer  # noqa: PLW0603 - a process traces or doesn't
    _tracer = provider.get_tracer("mockmate")


def is_on() -> bool:
    """Whether this process traces."""
    return _tracer is not None


@contextmanager
def span(name: str, headers: Mapping[str, str]) -> Iterator[None]:
    """Trace what is done inside, as part of the trace that `headers` name, if any. Logs carry its `trace_id`."""
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
    """Begin a span that the caller ends. Only to be asked while tracing is on."""
    from opentelemetry.trace import SpanKind
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    assert _tracer is not None  # noqa: S101 - see above
    known = {name.lower(): value for name, value in headers.items() if name.lower() in {"traceparent", "tracestate"}}
    context = TraceContextTextMapPropagator().extract(known)
    return _tracer.start_span(name, context=context, kind=SpanKind.SERVER)
