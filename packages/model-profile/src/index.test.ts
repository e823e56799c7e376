import {
  buildReferenceProfile,
  evaluateBinary,
  measureDrift,
  monitorWindow,
  parseCounts,
  parseProfile,
  Profiler,
  serializeCounts,
  serializeProfile,
  startMonitor,
} from '.';

it('carries the example of the README for drift', () => {
  const reference = buildReferenceProfile([
    {
      name: 'delay',
      kind: 'numeric',
      role: 'feature',
      values: Float32Array.from({ length: 500 }, (_, i) => i),
    },
    { name: 'carrier', kind: 'categorical', role: 'feature', values: Array(500).fill('AA') },
  ]);
  const stored = serializeProfile(reference);

  const { schema } = parseProfile(stored);
  const profiler = new Profiler(schema);
  const delays = Float32Array.from({ length: 200 }, (_, i) => 400 + i);
  profiler.observeNumeric(0, delays, 200);
  profiler.observeCategorical(1, Array(200).fill('AA'), 200);
  profiler.addRows(200);
  const window = parseCounts(serializeCounts(profiler.take()), schema);

  expect(measureDrift(reference, window).driftedColumns).toEqual(['delay']);
  const step = monitorWindow(startMonitor(reference, { alpha: 0.01 }), window);
  expect(step.driftedColumns).toEqual(['delay']);
});

it('carries the example of the README for evaluation', () => {
  const evaluation = evaluateBinary({
    labels: [0, 1, 0, 1],
    scores: [0.1, 0.4, 0.2, 0.3],
    threshold: 0.5,
    maxCurvePoints: 200,
  });
  expect(evaluation.metrics.auc).toBe(1);
  expect(evaluation.undefinedMetrics).toEqual([
    { name: 'precision', reason: 'No row is predicted positive' },
  ]);
});
