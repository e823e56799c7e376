import type { Entity } from '@backstage/catalog-model';
import { claimOf, standsFor } from './claims';

const entity = (owner?: unknown, namespace?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'Risk', namespace },
  spec: { owner } as any,
});

describe('claimOf', () => {
  it.each([
    ['operations', undefined, 'group:default/operations'],
    ['user:amelia', 'airline', 'user:airline/amelia'],
    ['Group:Default/Operations', undefined, 'group:default/operations'],
    [undefined, undefined, undefined],
    ['/', undefined, undefined],
  ])('takes %j in %j for the owner %j', (owner, namespace, expected) => {
    expect(claimOf(entity(owner, namespace)).owner).toBe(expected);
  });
});

describe('standsFor', () => {
  const model = { owner: 'group:default/a' };
  const of = (ref: string, owner?: string) => ({ ref, owner });

  it('takes the first of those that the owner of the model owns', () => {
    const claimants = [
      of('c:d/z', model.owner),
      of('c:d/a', 'group:default/b'),
      of('c:d/y', model.owner),
    ];
    expect(standsFor(model, claimants)).toBe('c:d/y');
    expect(standsFor(model, [of('c:d/a', 'group:default/b'), of('c:d/b')])).toBeUndefined();
    expect(standsFor(model, [])).toBeUndefined();
  });

  it('prefers the one that the model was registered from, whoever owns it now', () => {
    const declared = { ...model, declaredBy: 'c:d/z' };
    expect(standsFor(declared, [of('c:d/a', model.owner), of('c:d/z', 'group:default/b')])).toBe(
      'c:d/z',
    );
    expect(standsFor(declared, [of('c:d/a', model.owner)])).toBe('c:d/a');
  });
});
