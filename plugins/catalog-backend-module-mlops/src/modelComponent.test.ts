import { enforcePolicies } from './__testUtils__/enforcePolicies';
import { aModel } from './__testUtils__/fixtures';
import { digestOf } from './entityDigest';
import { modelComponent } from './modelComponent';

const frame = { namespace: 'default', portalUrl: 'https://portal.example.com' };
const longest = 'x'.repeat(63);
const ref = `group:${'n'.repeat(63)}/${'o'.repeat(63)}`;

describe('modelComponent', () => {
  it('is an entity that the catalog takes, of the most that the contract allows', async () => {
    const model = aModel(longest, {
      owner: ref,
      system: ref,
      description: 'd\n'.repeat(2_000),
      tags: Array.from({ length: 50 }, (_, i) => `${'t'.repeat(60)}-${i}`),
      latestVersion: { version: 1, createdAt: '', datasets: [ref, 'resource:a/b', ref] },
    });
    const entity = modelComponent(frame, model);
    await expect(enforcePolicies(entity)).resolves.toBeUndefined();
    expect(entity.spec.dependsOn).toEqual([ref, 'resource:a/b']);
  });

  it('says nothing of what a model does not have', async () => {
    const entity = modelComponent(
      frame,
      aModel('m', { description: '', tags: [], versionCount: 0, latestVersion: undefined }),
    );
    await expect(enforcePolicies(entity)).resolves.toBeUndefined();
    expect(Object.keys(entity.metadata)).toEqual(['namespace', 'name', 'annotations', 'links']);
    expect(Object.keys(entity.spec)).toEqual(['type', 'lifecycle', 'owner']);
  });

  it('leads to the model in the registry', () => {
    const { annotations, links } = modelComponent(frame, aModel('m')).metadata;
    expect(annotations).toMatchObject({
      'backstage.io/managed-by-location': 'url:https://portal.example.com/mlops?search=m',
      'backstage.io/managed-by-origin-location': 'mlops:registry',
    });
    expect(links).toEqual([
      { url: 'https://portal.example.com/mlops?search=m', title: 'In the model registry' },
    ]);
  });

  it('tells how many alerts are open, the worst first, and changes with them', () => {
    const alerting = modelComponent(
      frame,
      aModel('m', { openAlerts: { warning: 2, critical: 1 } }),
    );
    expect(alerting.metadata.annotations).toMatchObject({
      'mlops.io/model': 'm',
      'mlops.io/open-alerts': '1 critical, 2 warning',
    });
    const calm = modelComponent(frame, aModel('m'));
    expect(calm.metadata.annotations).not.toHaveProperty(['mlops.io/open-alerts']);
    expect(digestOf(alerting)).not.toBe(digestOf(calm));
  });

  it('has a digest that changes with it and with nothing else', () => {
    const digest = digestOf(modelComponent(frame, aModel('m')));
    expect(digestOf(modelComponent(frame, aModel('m', { updatedAt: 'later' })))).toBe(digest);
    expect(digestOf(modelComponent(frame, aModel('m', { tags: [] })))).not.toBe(digest);
  });
});
