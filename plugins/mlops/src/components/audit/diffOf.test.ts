import { diffOf } from './diffOf';

describe('diffOf', () => {
  it('tells what was added, removed and changed, by name', () => {
    expect(
      diffOf(
        { owner: 'a', tags: ['x'], old: null, same: { a: 1, b: 2 } },
        { tags: ['x', 'y'], owner: 'b', same: { b: 2, a: 1 }, description: '' },
      ),
    ).toEqual([
      { field: 'description', change: 'added', after: '""' },
      { field: 'old', change: 'removed', before: 'null' },
      { field: 'owner', change: 'changed', before: 'a', after: 'b' },
      { field: 'tags', change: 'changed', before: '["x"]', after: '["x","y"]' },
    ]);
  });

  it('shows all fields of what appeared or went', () => {
    expect(diffOf(undefined, { version: 2 })).toEqual([
      { field: 'version', change: 'added', after: '2' },
    ]);
    expect(diffOf({ version: 2 }, undefined)).toEqual([
      { field: 'version', change: 'removed', before: '2' },
    ]);
    expect(diffOf(undefined, undefined)).toEqual([]);
  });

  it('heeds the order of lists, and names that every object has', () => {
    expect(diffOf({ a: [1, 2] }, { a: [2, 1] })).toHaveLength(1);
    expect(diffOf({}, JSON.parse('{"__proto__": 1, "constructor": 2}'))).toEqual([
      { field: '__proto__', change: 'added', after: '1' },
      { field: 'constructor', change: 'added', after: '2' },
    ]);
  });
});
