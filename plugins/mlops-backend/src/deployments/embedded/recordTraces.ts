import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  createTraceState,
  trace,
} from '@opentelemetry/api';
import type { HrTime } from '@opentelemetry/api';
import type { TracedRequest } from '@mlops-backstage/model-server';

const TRACER = '@mlops-backstage/plugin-mlops-backend';

/** From which status on an answer is the server's own failure. */
const FAILURE = 500;

/**
 * Tells OpenTelemetry what the data plane did for requests of recorded traces: a span for each, and one in it for the run
 * of the model. The spans are made here, since only the main thread has the operator's exporters. Does nothing where
 * there are none.
 */
export function recordTraces(requests: readonly TracedRequest[]): void {
  const tracer = trace.getTracer(TRACER);
  for (const { parent, deployment, version, started, ended, status, scored } of requests) {
    const { traceId, spanId, state } = parent;
    const caller = trace.setSpanContext(ROOT_CONTEXT, {
      traceId,
      spanId,
      traceFlags: TraceFlags.SAMPLED,
      traceState: state === undefined ? undefined : createTraceState(state),
      isRemote: true,
    });
    const attributes = {
      'http.request.method': 'POST',
      'http.route': `/v2/models/${deployment}/infer`,
      'http.response.status_code': status,
      'mlops.deployment': deployment,
      'mlops.version': version,
      ...(scored && { 'mlops.rows': scored.rows }),
    };
    const span = tracer.startSpan(
      `POST /v2/models/${deployment}/infer`,
      { kind: SpanKind.SERVER, startTime: hrTime(started), attributes },
      caller,
    );
    if (scored) {
      const startTime = hrTime(scored.runStarted);
      tracer
        .startSpan('run model', { startTime }, trace.setSpan(caller, span))
        .end(hrTime(scored.runEnded));
    }
    if (status >= FAILURE) {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end(hrTime(ended));
  }
}

/** Seconds and nanoseconds: a date would cut off the fractions, which are what a fast model takes. */
function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}
