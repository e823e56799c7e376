import { aColumn } from '../../__testUtils__/fixtures';
import { cellFromText, cellToText, findCell } from './driftCell';

describe('driftCell', () => {
  const cell = { start: '2013-04-01T00:00:00Z', version: 2, column: 'odd ~ name' };

  it('survives the URL, whatever the column is called', () => {
    expect(cellFromText(cellToText(cell))).toEqual(cell);
    expect(cellFromText('nonsense')).toBeUndefined();
    expect(cellFromText(undefined)).toBeUndefined();
  });

  it('is found by interval, version and column', () => {
    const point = (version: number) => ({
      start: '2013-04-01T00:00:00.000Z',
      version,
      rows: 10,
      averageDrift: 0.1,
      driftedColumns: [],
      quality: [],
      columns: [aColumn({ name: 'odd ~ name', m: version })],
    });
    const drift = {
      interval: 'day' as const,
      threshold: 0.3,
      alpha: 0.01,
      reference: { kind: 'training' as const },
      points: [point(1), point(2)],
    };
    expect(findCell(drift, cell)?.column.m).toBe(2);
    expect(findCell(drift, { ...cell, version: 3 })).toBeUndefined();
  });
});
