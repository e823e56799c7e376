import { TracedRequest } from './index';
import { fixture, route, serve, Served } from './testing/serve';

jest.setTimeout(60_000);

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const recorded = { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'congo=t61rcWkgMzE' };
const parent = { traceId: TRACE, spanId: SPAN, state: 'congo=t61rcWkgMzE' };

const body = {
  inputs: [{ name: 'x', datatype: 'FP32', shape: [3, 1], data: [1, 2, 3] }],
};

let served: Served;
const traced: TracedRequest[] = [];

beforeAll(async () => {
  served = await serve({ workers: 1, onTraced: requests => void traced.push(...requests) });
  await served.server.apply({
    generation: 1,
    routes: [route('m', fixture('identity_float32')), route('broken', fixture('failing_run'))],
  });
});

afterAll(() => served.server.close());

beforeEach(() => {
  traced.length = 0;
});

describe('a request of a recorded trace', () => {
  it('is told with when it came, was run and was answered', async () => {
    const before = Date.now();
    await served.post('/v2/models/m/infer', body, recorded);
    await served.server.flush();
    expect(traced).toMatchObject([
      { parent, deployment: 'm', version: '1', status: 200, scored: { rows: 3 } },
    ]);
    const [{ started, ended, scored }] = traced;
    const times = [
      before - 1,
      started,
      scored!.runStarted,
      scored!.runEnded,
      ended,
      Date.now() + 1,
    ];
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  it('is told with the status that it was refused with', async () => {
    await served.post('/v2/models/m/infer', {}, recorded);
    const inputs = [{ name: 'x', datatype: 'FP32', shape: [1, 3], data: [1, 2, 3] }];
    await served.post('/v2/models/broken/infer', { inputs }, recorded);
    await served.server.flush();
    expect(traced.map(({ deployment, status, scored }) => [deployment, status, scored])).toEqual([
      ['m', 400, undefined],
      ['broken', 500, undefined],
    ]);
  });

  it('is told when it is a trial, too', async () => {
    await served.post('/v2/models/m/infer', body, { ...recorded, ...served.server.trialHeaders });
    await served.server.flush();
    expect(traced).toHaveLength(1);
  });
});

describe('any other request', () => {
  it('is not told', async () => {
    await served.post('/v2/models/m/infer', body);
    await served.post('/v2/models/m/infer', body, { traceparent: `00-${TRACE}-${SPAN}-00` });
    await served.post('/v2/models/m/infer', body, { traceparent: 'x'.repeat(5_000) });
    await served.server.flush();
    expect(traced).toEqual([]);
  });
});
