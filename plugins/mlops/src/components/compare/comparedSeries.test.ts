import { aComparedVersion } from '../../__testUtils__/fixtures';
import { versionColour } from '../charts/palette';
import { comparedSeries } from './comparedSeries';

describe('comparedSeries', () => {
  it('gives a version its own colour, another where it is taken, and only the first a solid line', () => {
    const series = comparedSeries([
      aComparedVersion({ model: 'a', version: 2 }),
      aComparedVersion({ model: 'b', version: 2 }),
      aComparedVersion({ model: 'a', version: 1 }),
      aComparedVersion({ model: 'c', version: 8 }),
      aComparedVersion({ model: 'd', version: 16 }),
      aComparedVersion({ model: 'a', version: 3 }),
    ]);
    expect(series[0]).toEqual({
      key: 'a@2',
      label: 'a v2',
      colour: versionColour(2),
      dash: '',
    });
    expect(series[2].colour).toBe(versionColour(1));
    expect(new Set(series.map(({ colour }) => colour)).size).toBe(6);
    expect(new Set(series.map(({ dash }) => dash)).size).toBe(6);
  });
});
