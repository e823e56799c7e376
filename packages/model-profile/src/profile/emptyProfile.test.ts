import { emptyProfile } from './emptyProfile';

it('has no rows and all the bins', () => {
  const profile = emptyProfile({
    convention: 'v1',
    columns: [
      { kind: 'numeric', name: 'x', role: 'feature', edges: [1], min: 0, max: 3 },
      { kind: 'categorical', name: 'c', role: 'prediction', categories: ['a'] },
    ],
  });
  expect(profile.rows).toBe(0);
  expect(profile.columns).toEqual([
    {
      kind: 'numeric',
      counts: [0, 0, 0],
      below: 0,
      above: 0,
      moments: { count: 0, mean: 0, m2: 0, min: null, max: null },
    },
    { kind: 'categorical', counts: [0, 0, 0] },
  ]);
});
