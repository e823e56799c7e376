// Who gets into the portal of an organisation, and what of it they see: a real OpenID Connect server, a real browser, the
// production config and the sample policy.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { withoutBrowser } from './chromium.mjs';
import { organisationPortal } from './organisationPortal.mjs';
import { signInAtProvider } from './signIn.mjs';

const STRANGER = { name: 'zoe.quinn', displayName: 'Zoe Quinn', email: 'zoe.quinn@example.com' };
const OPEN = 'taxi-out-time';
const SECRET = 'crew-fatigue';

const tabs = page => page.getByRole('navigation', { name: 'Parts of ML models' });

/**
 * Whether the models are on the page of all models. Their rows are looked for: a name is a link only once the catalog has the
 * entity of the model, which takes seconds.
 */
async function modelsOn(page, baseUrl) {
  const rowOf = name => page.getByRole('row', { name });
  await page.goto(`${baseUrl}/mlops`);
  await rowOf(OPEN).waitFor();
  return Promise.all([OPEN, SECRET].map(async name => (await rowOf(name).count()) > 0));
}

const sees = async (page, name) => (await tabs(page).getByText(name, { exact: true }).count()) > 0;

describe('the portal of an organisation', { skip: withoutBrowser }, () => {
  let organisation;
  let baseUrl;

  before(async () => {
    organisation = await organisationPortal({ withModels: false, strangers: [STRANGER] });
    ({ baseUrl } = organisation);
    const { call } = await organisation.person('mei.tanaka');
    for (const [name, tags] of [
      [OPEN, ['flights']],
      [SECRET, ['confidential']],
    ]) {
      await call('POST', '/models', {
        name,
        owner: 'group:default/flight-operations',
        description: 'Known to whoever may know it',
        problemType: 'regression',
        tags,
      });
    }
  });

  after(() => organisation?.stop());

  it('offers single sign-on and lets no guest in', async () => {
    const page = await organisation.visitor();
    await page.getByText('Single sign-on').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Enter' }).count(), 0);
    assert.equal((await fetch(`${baseUrl}/api/auth/guest/refresh`)).status, 404);
    assert.equal((await fetch(`${baseUrl}/api/mlops/models`)).status, 401);
    await page.context().close();
  });

  it('refuses whom the catalog does not know, however well the provider does', async () => {
    const page = await organisation.visitor();
    await signInAtProvider(page, STRANGER.name);
    await page.getByText(/User not found|unable to resolve user identity/i).waitFor();
    assert.equal(await page.getByRole('link', { name: 'ML models' }).count(), 0);
    const refreshed = await page.request.get(`${baseUrl}/api/auth/oidc/refresh?env=production`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    assert.ok(refreshed.status() >= 400);
    await page.context().close();
  });

  it('keeps a viewer from what is confidential and from the audit trail', async () => {
    const { page, call } = await organisation.person('jonas.weber');
    assert.deepEqual(await modelsOn(page, baseUrl), [true, false]);
    assert.equal(await sees(page, 'Models'), true);
    assert.equal(await sees(page, 'Audit'), false);
    await assert.rejects(call('GET', `/models/${SECRET}`), { status: 404 });
    await assert.rejects(call('GET', '/audit/events'), { status: 403 });
    const { items } = await call('GET', `/models/${OPEN}/access`);
    const granted = items.filter(grant => grant.granted).map(({ permission }) => permission);
    assert.deepEqual(new Set(granted), new Set(['mlops.model.read', 'mlops.deployment.infer']));
    // By now the page knows what the person may see.
    assert.equal(await sees(page, 'Audit'), false);
    await page.context().close();
  });

  it('shows governance everything, the audit trail, and who may do what', async () => {
    const { page, call } = await organisation.person('ivar.lund');
    assert.deepEqual(await modelsOn(page, baseUrl), [true, true]);
    await tabs(page).getByText('Audit', { exact: true }).first().click();
    // By his name as the catalog presents it: that of the reference is only there until the catalog has answered.
    await page.getByRole('row', { name: `Jonas Weber tried to read ${SECRET} Denied` }).waitFor();

    const review = await call('GET', `/models/${SECRET}/permission-review?limit=100`);
    assert.equal(review.complete, true);
    const reads = Object.fromEntries(
      review.items.map(({ person, grants }) => [
        person,
        grants.find(({ permission }) => permission === 'mlops.model.read'),
      ]),
    );
    assert.equal(reads['user:default/jonas.weber'].granted, false);
    assert.deepEqual(reads['user:default/rosa.mendes'], {
      permission: 'mlops.model.read',
      granted: true,
      because: 'owner: models they own',
    });
    const found = await call('GET', `/models/${SECRET}/permission-review?search=Data%20sc`);
    assert.deepEqual(
      found.items.map(({ person }) => person),
      ['user:default/amara.diallo', 'user:default/guest'],
    );
    // The review is what each of them finds when they sign in.
    for (const name of ['rosa.mendes', 'amara.diallo', 'tomas.novak']) {
      const person = await organisation.person(name);
      const { granted } = reads[`user:default/${name}`];
      const answer = person.call('GET', `/models/${SECRET}/access`);
      if (granted) {
        const { items } = await answer;
        assert.deepEqual(
          items,
          review.items.find(one => one.person === `user:default/${name}`).grants,
        );
      } else {
        await assert.rejects(answer, { status: 404 });
      }
      await person.page.context().close();
    }
    await page.context().close();
  });

  it('keeps who is signed in through a reload, and lets them go when they sign out', async () => {
    const { page } = await organisation.person('jonas.weber');
    await page.reload();
    await page.getByRole('link', { name: 'ML models' }).first().waitFor();
    await page.goto(`${baseUrl}/settings`);
    await page.getByTestId('user-settings-menu').click();
    await page.getByTestId('sign-out').click();
    await page.getByRole('button', { name: 'Sign In' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign In' }).waitFor();
    const refreshed = await page.request.get(`${baseUrl}/api/auth/oidc/refresh?env=production`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    assert.equal(refreshed.status(), 401);
    await page.context().close();
  });
});
