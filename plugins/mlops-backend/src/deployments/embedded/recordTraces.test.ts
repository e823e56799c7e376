import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { recordTraces } from './recordTraces';

const exporter = new InMemorySpanExporter();

beforeAll(() =>
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  ),
);

afterAll(() => trace.disable());

const parent = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  state: 'congo=t61rcWkgMzE',
};
const request = { parent, deployment: 'risk', version: '2', started: 1_000.25, ended: 1_004.5 };

const milliseconds = ([seconds, nanoseconds]: [number, number]) =>
  seconds * 1000 + nanoseconds / 1e6;

describe('recordTraces', () => {
  it('makes a span of the request in its trace, and one of the run in that', () => {
    exporter.reset();
    recordTraces([
      { ...request, status: 200, scored: { rows: 7, runStarted: 1_001, runEnded: 1_003 } },
    ]);
    const [run, answered] = exporter.getFinishedSpans();
    expect(answered).toMatchObject({
      name: 'POST /v2/models/risk/infer',
      kind: SpanKind.SERVER,
      parentSpanContext: { traceId: parent.traceId, spanId: parent.spanId, isRemote: true },
      attributes: { 'http.response.status_code': 200, 'mlops.version': '2', 'mlops.rows': 7 },
      status: { code: SpanStatusCode.UNSET },
    });
    expect(answered.spanContext().traceId).toBe(parent.traceId);
    expect(answered.spanContext().traceState?.serialize()).toBe(parent.state);
    expect(milliseconds(answered.startTime)).toBeCloseTo(1_000.25, 3);
    expect(milliseconds(answered.endTime)).toBeCloseTo(1_004.5, 3);
    expect(run).toMatchObject({
      name: 'run model',
      parentSpanContext: { spanId: answered.spanContext().spanId },
    });
    expect([run.startTime, run.endTime].map(milliseconds)).toEqual([1_001, 1_003]);
  });

  it('tells what failed here from what was asked wrongly', () => {
    exporter.reset();
    recordTraces([
      { ...request, status: 500 },
      { ...request, status: 400 },
    ]);
    expect(exporter.getFinishedSpans().map(({ status }) => status.code)).toEqual([
      SpanStatusCode.ERROR,
      SpanStatusCode.UNSET,
    ]);
  });
});
