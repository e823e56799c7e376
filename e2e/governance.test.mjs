// The whole story of a model under governance, by four people in four browsers: registered, promoted through approval,
// deployed, rolled back; and the audit trail that tells it, whole at first and then tampered with.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import Database from 'better-sqlite3';
import { eventually } from '../scripts/demo/api.mjs';
import { root } from '../scripts/demo/portal.mjs';
import { withoutBrowser } from './chromium.mjs';
import { dialogOf } from './dialogOf.mjs';
import { organisationPortal } from './organisationPortal.mjs';
import { openTab } from './personInPortal.mjs';
import { tokenOf } from './signIn.mjs';

const MODEL = 'gate-assignment';
const ENTITY_PAGE_MS = 90_000;
const artifact = version => join(root, `examples/flights/flight-delay-risk/${version}/model.onnx`);

describe('a model under governance', { skip: withoutBrowser }, () => {
  let organisation;
  let baseUrl;
  /** Amara is a data scientist, Rosa's team owns the model, Tomas approves, Ivar governs. */
  let amara;
  let rosa;
  let tomas;
  let ivar;
  let entityPage;

  before(async () => {
    organisation = await organisationPortal({ withModels: false });
    ({ baseUrl } = organisation);
    amara = await organisation.person('amara.diallo');
    rosa = await organisation.person('rosa.mendes');
    tomas = await organisation.person('tomas.novak');
    ivar = await organisation.person('ivar.lund');
  });

  after(() => organisation?.stop());

  const open = async ({ page }, tab) => {
    await page.goto(entityPage);
    await openTab(page, tab);
  };

  /** Opens the menu of a version on its model's page, and a dialog from it. */
  async function chooseForVersion({ page }, version, entry) {
    await page.getByRole('button', { name: `Actions on version ${version}` }).click();
    await page.getByRole('menuitem', { name: entry }).click();
    return dialogOf(page);
  }

  const stageOf = async version =>
    (await rosa.call('GET', `/models/${MODEL}/versions/${version}`)).stage;

  it('is registered by a data scientist, for the team that will own it', async () => {
    const { page, call } = amara;
    await page.goto(`${baseUrl}/mlops`);
    await page.getByRole('button', { name: 'Register a model' }).first().click();
    const dialog = dialogOf(page);
    await dialog.getByLabel(/^Name/).fill(MODEL);
    await dialog.getByRole('button', { name: /Owner/ }).click();
    await page.getByRole('option', { name: /Flight operations/ }).click();
    await dialog.getByLabel(/ONNX file/).setInputFiles(artifact(1));
    await dialog.getByRole('button', { name: 'Register' }).click();
    await dialog.getByText(`${MODEL} is registered`).waitFor();
    const entityRef = await eventually('the entity of the model', ENTITY_PAGE_MS, async () => {
      const model = await call('GET', `/models/${MODEL}`);
      return model.entityRef;
    });
    assert.equal(entityRef, `component:default/${MODEL}`);
    entityPage = `${baseUrl}/catalog/default/component/${MODEL}`;
  });

  it('gets a gate of its own from governance: nothing goes to Production without an approval', async () => {
    await assert.rejects(
      rosa.call('PUT', `/models/${MODEL}/gates`, { gates: {}, reason: 'No need' }),
      { status: 403 },
    );
    await ivar.call('PUT', `/models/${MODEL}/gates`, {
      gates: {
        Production: {
          approvals: { count: 1, groups: ['group:default/model-approvers'] },
          digest: true,
        },
      },
      reason: 'It moves aircraft',
    });
  });

  it('is promoted to Staging by its owner, at once', async () => {
    await open(rosa, 'Model');
    const dialog = await chooseForVersion(rosa, 1, 'Promote to Staging');
    await dialog.getByLabel(/Reason|Why/).fill('Ready to be tried');
    await dialog.getByRole('button', { name: 'Promote', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await stageOf(1), 'Staging');
  });

  it('may not enter production before it is in Production', async () => {
    await assert.rejects(
      rosa.call('POST', '/deployments', {
        name: MODEL,
        model: MODEL,
        version: 1,
        environment: 'production',
        reason: 'At once',
      }),
      { status: 409, message: /Staging.*Production|Production.*Staging/s },
    );
  });

  it('asks for approval on its way to Production, and is refused before it has it', async () => {
    const transitions = `/models/${MODEL}/versions/1/transitions`;
    await assert.rejects(rosa.call('POST', transitions, { to: 'Production', reason: 'At once' }), {
      status: 409,
      message: /approval/,
    });
    await open(rosa, 'Model');
    const dialog = await chooseForVersion(rosa, 1, 'Promote to Production');
    await dialog.getByLabel(/Reason|Why/).fill('Two weeks in staging without a fault');
    await dialog.getByRole('button', { name: 'Request approval' }).click();
    await eventually('the request', 20_000, async () => {
      const { items } = await rosa.call('GET', `/approvals?model=${MODEL}&requestedByMe=true`);
      return items[0]?.state === 'pending' ? true : undefined;
    });
  });

  it('is not approved by whoever asked, and the page says why', async () => {
    const { page, call } = rosa;
    await page.goto(`${baseUrl}/mlops/approvals`);
    await page.getByText(MODEL).first().click();
    await page.getByText('You can’t decide this').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0);
    const { items } = await call('GET', `/approvals?model=${MODEL}`);
    await assert.rejects(
      call('POST', `/approvals/${items[0].id}/decisions`, {
        decision: 'approve',
        comment: 'I trust myself',
      }),
      { status: 403 },
    );
  });

  it('waits in the inbox of whoever may decide, and is approved there', async () => {
    const { page } = tomas;
    await page.goto(`${baseUrl}/mlops/approvals`);
    await page.getByText(MODEL).first().click();
    const form = page.getByRole('form', { name: 'Your decision' });
    await form.getByLabel(/Comment/).fill('The figures hold');
    await form.getByRole('button', { name: 'Approve' }).click();
    await page.getByText(/The change may be made now/).waitFor();
    assert.equal(await stageOf(1), 'Staging');
  });

  it('tells the one who asked, by a notification that leads to the request', async () => {
    const { page } = rosa;
    await page.goto(`${baseUrl}/notifications`);
    await page.getByText(new RegExp(MODEL)).first().waitFor();
  });

  it('is promoted by its owner, with the approval', async () => {
    await open(rosa, 'Model');
    const dialog = await chooseForVersion(rosa, 1, 'Promote to Production');
    await dialog.getByLabel(/Reason|Why/).fill('Approved');
    await dialog.getByRole('button', { name: 'Promote (approved by tomas.novak)' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await stageOf(1), 'Production');
    const { items } = await rosa.call('GET', `/approvals?model=${MODEL}`);
    assert.equal(items[0].state, 'used');
  });

  it('is deployed to production, and answers', async () => {
    const { page, call } = rosa;
    await open(rosa, 'Serving');
    await page.getByRole('button', { name: 'New endpoint' }).first().click();
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: /Environment/ }).click();
    await page.getByRole('option', { name: /Production/ }).click();
    await dialog.getByLabel(/Reason|Why/).fill('Approved for production');
    await dialog.getByRole('button', { name: 'Deploy v1' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Online', { exact: true }).first().waitFor();
    const deployment = await call('GET', `/deployments/${MODEL}`);
    assert.equal(deployment.environment, 'production');
    assert.equal(deployment.version, 1);
    assert.equal((await fetch(deployment.endpoint.inferUrl, { method: 'POST' })).status, 401);
  });

  it('follows with its second version, and is rolled back to the first', async () => {
    const { page, call } = rosa;
    const form = new FormData();
    form.append('metadata', new Blob(['{}'], { type: 'application/json' }));
    form.append('artifact', new Blob([await readFile(artifact(2))]), 'model.onnx');
    const registered = await fetch(`${baseUrl}/api/mlops/models/${MODEL}/versions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf(page)}` },
      body: form,
    });
    assert.equal(registered.status, 201, await registered.text());
    const transitions = `/models/${MODEL}/versions/2/transitions`;
    await call('POST', transitions, { to: 'Staging', reason: 'To be tried' });
    const { id } = await call('POST', '/approvals', {
      model: MODEL,
      version: 2,
      to: 'Production',
      reason: 'Better',
    });
    await tomas.call('POST', `/approvals/${id}/decisions`, {
      decision: 'approve',
      comment: 'It is',
    });
    await call('POST', transitions, { to: 'Production', reason: 'Approved' });
    await call('POST', `/deployments/${MODEL}/revisions`, { version: 2, reason: 'Better' });

    await open(rosa, 'Serving');
    const history = page.getByRole('table', { name: `Revisions of ${MODEL}` });
    await history
      .getByRole('row', { name: /Approved for production/ })
      .getByRole('button', { name: /Roll back/ })
      .click();
    const dialog = dialogOf(page);
    await dialog.getByLabel(/Reason|Why/).fill('It sends everybody to gate one');
    await dialog.getByRole('button', { name: 'Roll back to revision 1' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await eventually('version 1 to answer again', 30_000, async () => {
      const { status, version, revision } = await call('GET', `/deployments/${MODEL}`);
      return status === 'online' && version === 1 && revision === 3 ? true : undefined;
    });
    await history.getByText('It sends everybody to gate one').waitFor();
  });

  it('has all of it in the audit trail, with the refused self-approval, and the chain is whole', async () => {
    const { page, call } = ivar;
    await page.goto(`${baseUrl}/mlops/audit`);
    await page.getByText('It sends everybody to gate one').waitFor();
    const { items } = await call('GET', `/audit/events?model=${MODEL}&limit=100`);
    const told = items.map(({ action, outcome }) => `${action} ${outcome}`).reverse();
    for (const event of [
      'model.register done',
      'gates.set done',
      'version.transition done',
      'approval.request done',
      'mlops.approval.decide denied',
      'approval.decide done',
      'deployment.create done',
      'deployment.rollback done',
    ]) {
      assert.ok(told.includes(event), `${event} is told, in ${told.join(', ')}`);
    }
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText(/The chain of [\d,]+ events is whole/).waitFor();
  });

  it('turns red when somebody changes the database, and names the event', async () => {
    const { page, call } = ivar;
    const { items } = await call('GET', `/audit/events?model=${MODEL}&action=approval.decide`);
    const { seq } = items[items.length - 1];
    const file = join(organisation.portal.directory, 'db/mlops.sqlite');
    const database = new Database(file);
    database
      .prepare('update audit_events set actor = ? where seq = ?')
      .run('user:default/rosa.mendes', seq);
    database.close();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page
      .getByText(new RegExp(`broken at (event )?${seq}\\b`, 'i'))
      .first()
      .waitFor();
    const found = await call('GET', '/audit/verification');
    assert.equal(found.intact, false);
    assert.equal(found.brokenAt, seq);
  });
});
