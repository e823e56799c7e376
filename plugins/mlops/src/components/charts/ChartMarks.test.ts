import { mergeMarks } from './ChartMarks';

const mark = (at: number) => ({ at, label: `r${at}` });

describe('mergeMarks', () => {
  it('keeps what is on the axis, and makes one of those that would cover each other', () => {
    const marks = [97, 12, 10, 11, 50, 120, -3].map(mark);
    expect(mergeMarks(marks, 0, 100, 0.04)).toEqual([
      { at: 10, label: 'r10–r12' },
      { at: 50, label: 'r50' },
      { at: 97, label: 'r97' },
    ]);
  });

  it('makes fewer of them where the axis is shorter, so that names need more of it', () => {
    const marks = [10, 20, 50].map(mark);
    expect(mergeMarks(marks, 0, 100, 0.05)).toHaveLength(3);
    expect(mergeMarks(marks, 0, 100, 0.15)).toEqual([
      { at: 10, label: 'r10–r20' },
      { at: 50, label: 'r50' },
    ]);
  });

  it('takes nothing into a crowd that lies beyond the axis', () => {
    expect(mergeMarks([mark(99), mark(101)], 0, 100, 0.04)).toEqual([{ at: 99, label: 'r99' }]);
    expect(mergeMarks([mark(-1), mark(1)], 0, 100, 0.04)).toEqual([{ at: 1, label: 'r1' }]);
  });
});
