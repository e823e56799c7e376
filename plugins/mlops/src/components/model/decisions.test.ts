import { aDeployment } from '../../__testUtils__/fixtures';
import { baselineOf } from './baseline';
import { changes } from './changes';
import { aliasConsequence } from './consequences';

describe('what versions are measured against', () => {
  const stages = [{ stage: 'Production' as const, version: 3 }];

  it('is the version in Production, else the served one', () => {
    const deployments = [aDeployment({ version: undefined }), aDeployment({ version: 1 })];
    expect(baselineOf({ stages }, deployments)).toEqual({ version: 3, role: 'Production' });
    expect(baselineOf({ stages: [] }, deployments)).toEqual({ version: 1, role: 'served' });
    expect(baselineOf({ stages: [] }, [])).toBeUndefined();
  });
});

describe('changes', () => {
  it('are what differs, lists by their content', () => {
    const before = { description: 'a', tags: ['x'], system: null as string | null };
    expect(changes(before, { ...before, tags: ['x'] })).toEqual({});
    expect(changes(before, { description: 'b', tags: [], system: null })).toEqual({
      description: 'b',
      tags: [],
    });
  });
});

describe('setting an alias', () => {
  const aliases = [{ alias: 'champion', version: 1 }];

  it('says whether it is new, moves or stays', () => {
    expect(aliasConsequence(aliases, 'best', 2)).toBe('best will be a new name of version 2.');
    expect(aliasConsequence(aliases, 'champion', 2)).toMatch(/from version 1 to version 2/);
    expect(aliasConsequence(aliases, 'champion', 1)).toMatch(/nothing will change/);
  });
});
