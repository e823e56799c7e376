import { encodeCursor } from '../database/cursor';
import { parseModelQuery } from './parseModelQuery';

describe('parseModelQuery', () => {
  it('lists 25 by name where nothing is asked for', () => {
    expect(parseModelQuery({})).toEqual({ words: [], sort: 'name', limit: 25 });
  });

  it('cuts the search into words in lower case, ten at most', () => {
    expect(parseModelQuery({ search: '  Flight \t DELAY ' }).words).toEqual(['flight', 'delay']);
    expect(parseModelQuery({ search: 'a b c d e f g h i j k l' }).words).toHaveLength(10);
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
      sort: '-updatedAt',
      limit: 3,
    });
  });

  it('reads cursors of the order that is asked for', () => {
    const byName = encodeCursor(['risk']);
    const byTime = encodeCursor(['risk', 1_700_000_000_000]);
    expect(parseModelQuery({ cursor: byName, sort: '-name' }).after).toEqual(['risk']);
    expect(parseModelQuery({ cursor: byTime, sort: 'updatedAt' }).after).toEqual([
      'risk',
      1_700_000_000_000,
    ]);
    expect(() => parseModelQuery({ cursor: byTime })).toThrow(/cursor/);
    expect(() => parseModelQuery({ cursor: byName, sort: 'updatedAt' })).toThrow(/cursor/);
  });
});
