import { encodeCursor } from '../database/cursor';
import { parseModelQuery } from './parseModelQuery';

describe('parseModelQuery', () => {
  it('lists 25 by name where nothing is asked for', () => {
    expect(parseModelQuery({})).toEqual({
      terms: [],
      sort: { column: 'name', descending: false },
      limit: 25,
    });
  });

  it('cuts the search into words in lower case without accents, ten at most', () => {
    expect(parseModelQuery({ search: '  Flight-Delay \t ÉTÉ ' }).terms).toEqual([
      'flight',
      'delay',
      'ete',
    ]);
    expect(parseModelQuery({ search: 'a b c d e f g h i j k l' }).terms).toHaveLength(10);
  });

  it.each([
    ['test.auc>0.8', { metric: 'test.auc', comparison: '>', value: 0.8 }],
    ['train.log_loss<=1e-3', { metric: 'train.log_loss', comparison: '<=', value: 0.001 }],
    ['test.f1 macro = -2', { metric: 'test.f1 macro', comparison: '=', value: -2 }],
  ])('reads the bound %s', (text, bound) => {
    expect(parseModelQuery({ metric: [text] }).bounds).toEqual([bound]);
  });

  it('compares owners in lower case, as they are stored', () => {
    expect(parseModelQuery({ owner: ['Group:Default/A'] }).owners).toEqual(['group:default/a']);
  });

  it('passes on the filters', () => {
    expect(
      parseModelQuery({
        stage: ['Staging'],
        problemType: ['regression'],
        deployed: false,
        sort: '-updatedAt',
        limit: 3,
      }),
    ).toMatchObject({
      stages: ['Staging'],
      problemTypes: ['regression'],
      deployed: false,
      sort: { column: 'updatedAt', descending: true },
      limit: 3,
    });
    expect(parseModelQuery({ sort: '-metric:test.auc' }).sort).toEqual({
      metric: 'test.auc',
      descending: true,
    });
  });

  it('reads cursors of the order that is asked for', () => {
    const byName = encodeCursor(['risk']);
    const byTime = encodeCursor([1_700_000_000_000, 'risk']);
    expect(parseModelQuery({ cursor: byName, sort: '-name' }).after).toEqual(['risk']);
    expect(parseModelQuery({ cursor: byTime, sort: 'updatedAt' }).after).toEqual([
      1_700_000_000_000,
      'risk',
    ]);
    expect(() => parseModelQuery({ cursor: byTime })).toThrow(/cursor/);
    expect(() => parseModelQuery({ cursor: byName, sort: 'updatedAt' })).toThrow(/cursor/);
  });
});
