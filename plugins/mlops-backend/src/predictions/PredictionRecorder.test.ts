import { mockServices } from '@backstage/backend-test-utils';
import type { LoggedPrediction } from '@mlops-backstage/model-server';
import type { Prediction } from '@mlops-backstage/plugin-mlops-common';
import { PredictionRecorder } from './PredictionRecorder';
import { NO_SETTINGS } from './PredictionSettingsStore';
import type { LoggingSettings } from './PredictionSettingsStore';
import type { PredictionStore, StoredPrediction } from './PredictionStore';

const logged = (more: Partial<LoggedPrediction> = {}): LoggedPrediction => ({
  predictionId: 'a',
  deployment: 'd',
  version: '1',
  role: 'champion',
  time: 1_000,
  latencyMs: 2,
  rows: 2,
  columns: { label: [1, 0], 'p[0]': [0.1, 0.7], 'p[1]': [0.9, null], echo: ['Ada', 'Bob'] },
  ...more,
});

function recorderOn(
  prediction: Prediction | undefined = { label: 'label', scores: 'p' },
  settings: LoggingSettings = NO_SETTINGS,
) {
  const stored: StoredPrediction[] = [];
  const store = { add: async (rows: StoredPrediction[]) => stored.push(...rows) };
  const versions = {
    versionOf: async (_: string, version: number) => (version < 9 ? { prediction } : undefined),
  };
  const recorder = new PredictionRecorder(
    store as unknown as PredictionStore,
    versions as any,
    { find: async () => settings },
    mockServices.logger.mock(),
  );
  return { recorder, stored };
}

describe('PredictionRecorder', () => {
  it('stores a row for each row of a request, and no output but the prediction', async () => {
    const { recorder, stored } = recorderOn();
    recorder.record([logged()]);
    await recorder.settle();
    const row = {
      deployment: 'd',
      predictionId: 'a',
      version: 1,
      role: 'champion',
      time: 1_000,
      latencyMs: 2,
    };
    expect(stored).toEqual([
      { ...row, row: 0, outputs: { label: 1, 'p[0]': 0.1, 'p[1]': 0.9 } },
      { ...row, row: 1, outputs: { label: 0, 'p[0]': 0.7, 'p[1]': null } },
    ]);
  });

  it('keeps the first rows of a large request, the same of each version', async () => {
    const { recorder, stored } = recorderOn();
    const columns = { label: Array.from({ length: 250 }, (_, row) => row) };
    recorder.record(['1', '2'].map(version => logged({ version, rows: 250, columns })));
    await recorder.settle();
    const rowsOf = (version: number) =>
      stored.filter(one => one.version === version).map(({ row }) => row);
    expect(rowsOf(1)).toEqual(Array.from({ length: 100 }, (_, row) => row));
    expect(rowsOf(2)).toEqual(rowsOf(1));
  });

  it('keeps of the inputs what the settings name by then, and the key as text', async () => {
    const settings = { key: 'flight', slices: ['carrier'], requestsPerSecond: null };
    const { recorder, stored } = recorderOn(undefined, settings);
    const kept = { flight: [7, null], carrier: ['AA', 'B6'], age: [41, 42] };
    recorder.record([logged({ kept })]);
    await recorder.settle();
    expect(stored.map(row => [row.key, row.kept])).toEqual([
      ['7', { flight: 7, carrier: 'AA' }],
      [undefined, { flight: null, carrier: 'B6' }],
    ]);
  });

  it.each([
    ['a version that is gone', '9', undefined],
    ['a model whose prediction nobody named', '1', {}],
  ])('keeps nothing of %s', async (_, version, prediction) => {
    const { recorder, stored } = recorderOn(prediction);
    recorder.record([logged({ version })]);
    await recorder.settle();
    expect(stored).toEqual([]);
  });
});
