import { championOf } from './championOf';

const STAGES = [{ stage: 'Production' as const, version: 3 }];

describe('championOf', () => {
  it('is the version with the alias, else the newest in the stage, but never the candidate', () => {
    const aliases = [{ alias: 'champion', version: 1 }];
    expect(championOf({ aliases, stages: STAGES }, 'Production', 4)).toBe(1);
    expect(championOf({ aliases, stages: STAGES }, 'Production', 1)).toBe(3);
    expect(championOf({ aliases: [], stages: STAGES }, 'Production', 4)).toBe(3);
    expect(championOf({ aliases: [], stages: STAGES }, 'Staging', 4)).toBeUndefined();
  });
});
