import { aModel } from '../../__testUtils__/fixtures';
import { changeSelection, comparedVersion } from './comparedModels';

const named = (name: string) => aModel({ name });
const checked = (...names: string[]) => new Set(names);

describe('the models selected to be compared', () => {
  it('are compared by their version in Production, else by the latest', () => {
    const stages = [
      { stage: 'Staging' as const, version: 3 },
      { stage: 'Production' as const, version: 1 },
    ];
    expect(comparedVersion(aModel({ stages }))).toBe('flight-delay-risk@1');
    expect(comparedVersion(aModel())).toBe('flight-delay-risk@2');
    expect(comparedVersion(aModel({ stages: [], latestVersion: undefined }))).toBeUndefined();
  });

  it('stay when another page is shown, in the order in which they were chosen', () => {
    const page = [named('b'), named('c')];
    expect(changeSelection(['z@1', 'b@7'], page, checked('z', 'b', 'c'))).toEqual({
      refs: ['z@1', 'b@7', 'c@2'],
    });
    expect(changeSelection(['z@1', 'b@7'], page, checked('z'))).toEqual({ refs: ['z@1'] });
  });

  it('are six at most, and the seventh is told why', () => {
    const page = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(named);
    const all = changeSelection([], page, checked(...page.map(model => model.name)));
    expect(all.refs).toHaveLength(6);
    expect(all.refusal).toMatch(/^Six models at most/);
  });

  it('have a version', () => {
    const page = [aModel({ name: 'new', stages: [], latestVersion: undefined })];
    expect(changeSelection([], page, checked('new'))).toEqual({
      refs: [],
      refusal: "new can't be compared: no version yet.",
    });
  });
});
