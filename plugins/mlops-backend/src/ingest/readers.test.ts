import type { Profile } from '@mlops-backstage/model-profile';
import { NamedColumns } from './namedColumns';
import { readCloudEvent } from './readCloudEvent';
import { readPredictionLines, readPredictionsCsv } from './readPredictionLines';

const names = new NamedColumns({ label: 'label', scores: 'p' }, {
  schema: {
    convention: 'v1',
    columns: ['temp', 'carrier', 'p[1]'].map((name, i) => ({
      name,
      role: i < 2 ? 'feature' : 'prediction',
    })),
  },
} as unknown as Profile);
const lines = (text: string) => readPredictionLines(text, async () => names);

describe('JSON lines', () => {
  it('are predictions with values by column, lists element by element', async () => {
    const text = `
{"id":"a","time":"2026-01-31T12:00:00Z","inputs":{"temp":3.5,"carrier":null},"outputs":{"label":1,"p":[0.3,0.7]}}

{"id":"a","row":1,"version":2,"latencyMs":2.5,"time":1769860800000,"outputs":{"label":[0]}}
`;
    expect(await lines(text)).toEqual([
      {
        place: 'Line 2',
        id: 'a',
        row: 0,
        time: Date.UTC(2026, 0, 31, 12),
        inputs: { temp: 3.5, carrier: null },
        outputs: { label: 1, 'p[0]': 0.3, 'p[1]': 0.7 },
      },
      {
        place: 'Line 4',
        id: 'a',
        row: 1,
        version: 2,
        latencyMs: 2.5,
        time: Date.UTC(2026, 0, 31, 12),
        inputs: {},
        outputs: { label: 0 },
      },
    ]);
  });

  it.each([
    ['nothing', '\n\n', /no predictions/],
    ['no JSON', 'secret', /^Line 1 is no JSON object$/],
    ['a list', '[1]', /^Line 1 is no JSON object$/],
    ['no id', '{"time":1769860800000,"outputs":{}}', /Line 1: id/],
    ['no time', '{"id":"a","outputs":{}}', /Line 1: time/],
    ['a time that is none', '{"id":"a","time":"soon","outputs":{}}', /Line 1: time/],
    ['no outputs', '{"id":"a","time":1769860800000}', /Line 1: inputs and outputs/],
    ['a version of 0', '{"id":"a","time":1,"version":0,"outputs":{}}', /Line 1: row and version/],
    ['half a row', '{"id":"a","time":1,"row":0.5,"outputs":{}}', /Line 1: row and version/],
    ['a negative latency', '{"id":"a","time":1,"latencyMs":-1,"outputs":{}}', /latencyMs/],
    ['objects in objects', '{"id":"a","time":1,"outputs":{"a":{"b":1}}}', /Line 1: a has to be/],
    ['too many', '{"id":"a","time":1,"outputs":{"a":1}}\n'.repeat(20_001), /more than 20000/],
  ])('are refused with %s', async (_, text, message) => {
    await expect(lines(text)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });
});

describe('CSV', () => {
  it('has inputs and outputs by name', () => {
    expect(
      readPredictionsCsv(
        'id,time,inputs.temp,inputs.carrier,outputs.p[1]\n7,2026-01-31T12:00:00Z,,AA,0.7\n8,1769860800000,-3,007,1e-3\n',
      ),
    ).toMatchObject([
      { place: 'Line 2', id: '7', inputs: { temp: null, carrier: 'AA' }, outputs: { 'p[1]': 0.7 } },
      { id: '8', inputs: { temp: -3, carrier: '007' }, outputs: { 'p[1]': 0.001 } },
    ]);
  });

  it.each([
    ['an unknown column', 'id,time,temp\na,1,2\n', /header/],
    ['no id', 'time,outputs.a\n1,2\n', /header/],
    ['a column twice', 'id,time,outputs.a,outputs.a\na,1,2,3\n', /header/],
    ['a header alone', 'id,time,outputs.a\n', /no predictions/],
    ['a missing id', 'id,time,outputs.a\n,1769860800000,2\n', /Line 2: id/],
    ['an open quote', 'id,time,outputs.a\n"a,1,2\n', /malformed CSV/],
  ])('is refused with %s', (_, text, message) => {
    expect(() => readPredictionsCsv(text)).toThrow(message);
  });
});

/** As SageMaker writes it. */
const captured = (input: object, output: object, metadata: object = {}) =>
  JSON.stringify({
    captureData: {
      endpointInput: { mode: 'INPUT', ...input },
      endpointOutput: { mode: 'OUTPUT', ...output },
    },
    eventMetadata: { eventId: 'e-1', inferenceTime: '2026-01-31T12:00:00Z', ...metadata },
    eventVersion: '0',
  });

describe("SageMaker's data capture", () => {
  const csv = (data: string) => ({ observedContentType: 'text/csv', data, encoding: 'CSV' });
  const json = (value: object) => ({
    observedContentType: 'application/json',
    data: JSON.stringify(value),
    encoding: 'JSON',
  });

  it.each([
    ['CSV in the order of the features', csv('3.5,AA\n-1,B6\n'), csv('0.7\n0.2\n')],
    [
      'CSV in base64',
      {
        observedContentType: 'text/csv',
        data: Buffer.from('3.5,AA\n-1,B6').toString('base64'),
        encoding: 'BASE64',
      },
      csv('0.7\n0.2'),
    ],
    [
      'JSON',
      json({ instances: [[3.5, 'AA'], { temp: -1, carrier: 'B6' }] }),
      json({ predictions: [0.7, 0.2] }),
    ],
    [
      'tensors',
      json({
        inputs: [
          { name: 'temp', shape: [2, 1], datatype: 'FP32', data: [3.5, -1] },
          { name: 'carrier', shape: [2], datatype: 'BYTES', data: ['AA', 'B6'] },
        ],
      }),
      json({ outputs: [{ name: 'p', shape: [2, 1], datatype: 'FP32', data: [[0.7], [0.2]] }] }),
    ],
  ])('is read as it is: %s', async (_, input, output) => {
    expect(await lines(captured(input, output))).toMatchObject([
      { id: 'e-1', row: 0, inputs: { temp: 3.5, carrier: 'AA' }, outputs: { p: 0.7 } },
      { id: 'e-1', row: 1, inputs: { temp: -1, carrier: 'B6' }, outputs: { p: 0.2 } },
    ]);
  });

  it('has the id that the caller gave', async () => {
    const text = captured(csv('1,AA'), csv('0.3,0.7'), { inferenceId: 'mine' });
    expect(await lines(text)).toMatchObject([
      { id: 'mine', outputs: { 'p[0]': 0.3, 'p[1]': 0.7 } },
    ]);
  });

  it.each([
    ['no input', captured({}, csv('1')), /endpointInput was not captured/],
    ['too few features', captured(csv('1'), csv('1')), /1 inputs without names.*2 features/],
    ['rows that were not answered', captured(csv('1,A\n2,B'), csv('1')), /2 rows.*1 answered/],
    ['no id', captured(csv('1,A'), csv('1'), { eventId: 3 }), /eventId/],
    [
      'neither CSV nor JSON',
      captured({ data: 'x', encoding: 'JSON' }, csv('1')),
      /neither CSV nor/,
    ],
  ])('is refused with %s', async (_, text, message) => {
    await expect(lines(text)).rejects.toThrow(message);
  });
});

describe('CloudEvents', () => {
  const type = 'org.kubeflow.serving.inference.response';
  const data = { predictions: [1] };

  it('come in either mode of the HTTP binding', () => {
    const headers: Record<string, string> = {
      'ce-id': 'a',
      'ce-type': type,
      'ce-time': '2026-01-31T12:00:00Z',
    };
    const event = {
      id: 'a',
      part: 'response',
      time: Date.UTC(2026, 0, 31, 12),
      body: JSON.stringify(data),
    };
    expect(readCloudEvent(data, name => headers[name])).toEqual(event);
    expect(
      readCloudEvent({ id: 'a', type, time: '2026-01-31T12:00:00Z', data }, () => undefined),
    ).toEqual(event);
  });

  it.each<[string, object, RegExp]>([
    ['no id', { type, data }, /id/],
    ['another type', { id: 'a', type: 'com.example', data }, /type/],
    ['no payload', { id: 'a', type }, /payload/],
    ['a time that is none', { id: 'a', type, data, time: 'x' }, /time/],
    ['a large payload', { id: 'a', type, data: { a: 'x'.repeat(1_100_000) } }, /larger/],
  ])('are refused with %s', (_, body, message) => {
    expect(() => readCloudEvent(body, () => undefined)).toThrow(message);
  });
});
