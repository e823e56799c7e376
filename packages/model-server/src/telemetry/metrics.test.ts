import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MetricsListener } from '../index';
import { fixture, route, serve, Served, version } from '../testing/serve';

// Workers start slowly where others compute.
jest.setTimeout(60_000);

const identity = fixture('identity_float32');
const x = (rows: number) => ({
  inputs: [{ name: 'x', datatype: 'FP32', shape: [rows, 1], data: Array(rows).fill(1) }],
});
const bearer = { authorization: 'Bearer secret' };

let served: Served;
let listener: MetricsListener;

beforeAll(async () => {
  served = await serve({ authentication: 'tokens', workers: 2 });
  listener = await MetricsListener.start(served.server.metrics, '127.0.0.1', 0);
  const hash = createHash('sha256').update('secret').digest('hex');
  await served.server.admit([{ id: '1', hash, deployment: 'm' }]);
  await served.server.apply({
    generation: 1,
    routes: [
      route('m', identity, {}, { challengers: [version('2', identity)] }),
      route('broken "name"\n', fixture('failing_run')),
    ],
  });
});

afterAll(async () => {
  await listener.close();
  await served.server.close();
});

const url = (path: string) => `http://127.0.0.1:${listener.port}${path}`;

/** The samples by their name and labels. */
async function scrape(): Promise<Map<string, number>> {
  const text = await (await fetch(url('/metrics'))).text();
  const lines = text.split('\n').filter(line => line && !line.startsWith('#'));
  return new Map(
    lines.map(line => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

describe('GET /metrics', () => {
  it('tells what all workers counted, in the text format of Prometheus', async () => {
    const post = (body: unknown, headers: Record<string, string> = bearer) =>
      served.post('/v2/models/m/infer', body, { connection: 'close', ...headers });
    for (let i = 0; i < 10; i++) expect((await post(x(3))).status).toBe(200);
    expect((await post({})).status).toBe(400);
    expect((await post(x(1), {})).status).toBe(401);
    const samples = new Map<string, number>();
    const value = (name: string, ...labels: string[]) =>
      [...samples].find(
        ([key]) => key.startsWith(name) && labels.every(label => key.includes(label)),
      )?.[1];
    const copied = () => value('mlops_shadow_copies_total', 'version="2"', 'outcome="success"');
    // Copies are run when nobody waits for an answer.
    for (let i = 0; i < 200 && copied() !== 10; i++) {
      await sleep(20);
      for (const [key, number] of await scrape()) samples.set(key, number);
    }
    expect(copied()).toBe(10);
    const one = ['deployment="m"', 'version="1"'];
    expect(value('mlops_requests_total', ...one, 'outcome="success"')).toBe(10);
    expect(value('mlops_requests_total', ...one, 'outcome="client_error"')).toBe(1);
    expect(value('mlops_requests_total', ...one, 'outcome="server_error"')).toBe(0);
    expect(value('mlops_rows_total', ...one)).toBe(30);
    expect(value('mlops_request_duration_seconds_count', ...one)).toBe(11);
    expect(value('mlops_request_duration_seconds_bucket', ...one, 'le="+Inf"')).toBe(11);
    expect(value('mlops_request_duration_seconds_sum', ...one)).toBeGreaterThan(0);
    expect(value('mlops_batch_rows_bucket', ...one, 'le="2"')).toBe(0);
    expect(value('mlops_batch_rows_bucket', ...one, 'le="4"')).toBe(10);
    expect(value('mlops_batch_rows_sum', ...one)).toBe(30);
    expect(value('mlops_requests_refused_total', 'reason="token"')).toBe(1);
    expect(value('mlops_requests_under_way')).toBe(0);
    expect(value('mlops_workers')).toBeGreaterThan(0);
    // One artifact twice, one once, in each worker.
    expect(value('mlops_sessions')! / value('mlops_workers')!).toBe(2);
    expect(value('mlops_deployed_version', 'version="2"', 'role="challenger"')).toBe(1);
    expect(value('mlops_deployed_version', 'deployment="broken \\"name\\"\\n"')).toBe(1);
    expect(value('process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  it('is the only thing there', async () => {
    expect((await fetch(url('/'))).status).toBe(404);
    expect((await fetch(url('/metrics'), { method: 'POST' })).status).toBe(405);
    const answer = await fetch(url('/metrics?x=1'));
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const [first] = (await answer.text()).split('\n');
    expect(first).toMatch(/^# HELP /);
  });
});
