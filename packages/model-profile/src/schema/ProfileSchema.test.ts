import { binCount } from './ProfileSchema';

describe('binCount', () => {
  it('counts the open bins at both ends and the missing bin of a numeric column', () => {
    expect(
      binCount({ kind: 'numeric', name: 'x', role: 'feature', edges: [1, 2], min: 0, max: 3 }),
    ).toBe(4);
  });

  it('leaves a numeric column without edges one bin and the missing bin', () => {
    expect(
      binCount({ kind: 'numeric', name: 'x', role: 'feature', edges: [], min: null, max: null }),
    ).toBe(2);
  });

  it('counts the other and the missing bin of a categorical column', () => {
    expect(
      binCount({ kind: 'categorical', name: 'c', role: 'feature', categories: ['a', 'b', 'c'] }),
    ).toBe(5);
  });
});
