// What a person does on the first day: sign in, find a model, try it, deploy the next version, look at drift, undeploy.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../scripts/demo/api.mjs';
import { root } from '../scripts/demo/portal.mjs';
import { byHour, endpointHeaders, readFlights, replay } from '../scripts/demo/traffic.mjs';
import { withoutBrowser } from './chromium.mjs';
import { dialogOf } from './dialogOf.mjs';
import { openTab, personInPortal, registered } from './personInPortal.mjs';

const MODEL = 'flight-delay-risk';

describe('a person in the portal', { skip: withoutBrowser }, () => {
  let person;
  let page;
  let call;
  let baseUrl;

  before(async () => {
    person = await personInPortal();
    ({ page, call, baseUrl } = person);
    await registered(call, MODEL, 2);
  });

  after(() => person?.leave());

  it('finds the model in the catalog', async () => {
    await page.goto(`${baseUrl}/catalog?filters%5Bkind%5D=component&filters%5Buser%5D=all`);
    await page
      .getByRole('link', { name: /flight[- ]delay[- ]risk/i })
      .first()
      .click();
    await page.waitForURL(/\/catalog\/default\/component\/flight-delay-risk/);
    await page.getByText('Not deployed').first().waitFor();
  });

  it('deploys version 1 with a reason', async () => {
    await openTab(page, 'Serving');
    await page.getByRole('button', { name: 'New endpoint' }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('button', { name: /Version/ }).click();
    await page.getByRole('option', { name: 'v1' }).click();
    await dialog.getByText(/Requests may say when/).click();
    assert.ok(
      await dialog.getByRole('button', { name: /^Deploy v/ }).isDisabled(),
      'a reason is needed',
    );
    await dialog.getByLabel(/Reason|Why/).fill('First version for the season');
    await dialog.getByRole('button', { name: 'Deploy v1' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Online', { exact: true }).first().waitFor();
    assert.equal((await call('GET', `/deployments/${MODEL}`)).allowEventTime, true);
  });

  it('tries a prediction', async () => {
    const form = page.getByRole('form', { name: `Try ${MODEL}` });
    await form.getByRole('button', { name: 'Predict' }).click();
    await form.getByText(/By version 1 in/).waitFor();
    await form.getByText('Raw answer').click();
    const raw = JSON.parse(await form.locator('pre').textContent());
    const { outputs } = raw;
    const scores = outputs.find(output => output.name === 'probabilities');
    assert.equal(scores.shape[1], 2);
    assert.ok(Math.abs(scores.data.flat().reduce((a, b) => a + b) - 1) < 1e-5);
  });

  it('deploys version 2 in its place', async () => {
    await page.getByRole('button', { name: 'Deploy a version' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel(/Reason|Why/).fill('Better on held-out days');
    await dialog.getByRole('button', { name: 'Deploy v2' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await eventually('version 2 to be online', 30_000, async () => {
      const { status, version } = await call('GET', `/deployments/${MODEL}`);
      return status === 'online' && version === 2 ? true : undefined;
    });
    const form = page.getByRole('form', { name: `Try ${MODEL}` });
    await form.getByRole('button', { name: 'Predict' }).click();
    await form.getByText(/By version 2 in/).waitFor();
  });

  it('sees the drift of the traffic, and the distributions behind it', async () => {
    const deployment = await call('GET', `/deployments/${MODEL}`);
    const { signature } = await call('GET', `/models/${MODEL}/versions/2`);
    const flights = await readFlights(join(root, 'examples/flights/traffic.parquet'));
    const july = flights.filter(flight => flight.event_time.getUTCMonth() === 6);
    await replay({
      inferUrl: deployment.endpoint.inferUrl,
      headers: await endpointHeaders(call, deployment),
      signature,
      hours: byHour(july),
    });
    await eventually('July to be counted', 30_000, async () => {
      const { points } = await call('GET', `/deployments/${MODEL}/traffic?interval=month`);
      return points[0].rows === july.length ? true : undefined;
    });
    await page.goto(`${baseUrl}/catalog/default/component/${MODEL}/monitoring?interval=month`);
    await page
      .getByRole('heading', { name: 'Average drift: mean PSI over the features' })
      .waitFor();
    await page.getByRole('button', { name: /^temp, .*2013.*drifted$/ }).click();
    await page
      .getByText(/above the 0\.30 threshold/)
      .first()
      .waitFor();
  });

  it('undeploys it with a reason, and the history tells', async () => {
    await openTab(page, 'Serving');
    await page.getByRole('button', { name: `Actions on ${MODEL}` }).click();
    await page.getByRole('menuitem', { name: 'Undeploy…' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel(/Reason|Why/).fill('Season over');
    await dialog.getByRole('button', { name: 'Undeploy' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('Season over').waitFor();
    await page.getByText('Undeployed', { exact: true }).first().waitFor();
    assert.equal((await call('GET', `/deployments/${MODEL}`)).status, 'undeployed');
  });

  it('finds the model in the list, by search and by deployment', async () => {
    await page.goto(`${baseUrl}/mlops`);
    await page.getByRole('searchbox').fill('arrival');
    await page.getByRole('link', { name: 'flight-arrival-delay' }).waitFor();
    await page.getByRole('link', { name: MODEL }).waitFor({ state: 'hidden' });
    assert.match(page.url(), /arrival/);
    await page.reload();
    await page.getByRole('link', { name: 'flight-arrival-delay' }).waitFor();
  });

  it('registers a model by hand, after a file that is none was refused', async () => {
    await page.goto(`${baseUrl}/mlops`);
    await page.getByRole('button', { name: 'Register a model' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel(/^Name/).fill('by-hand');
    await dialog.getByRole('button', { name: /Owner/ }).click();
    await page.getByRole('option', { name: /Flight operations/ }).click();
    const artifact = dialog.getByLabel(/ONNX file/);
    await artifact.setInputFiles({
      name: 'model.onnx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('not a model at all'),
    });
    await dialog.getByRole('button', { name: 'Register' }).click();
    await dialog.getByText('The model was not registered').waitFor();
    await artifact.setInputFiles(join(root, 'examples/flights/flight-delay-risk/2/model.onnx'));
    await dialog
      .getByLabel(/Reference data/)
      .setInputFiles(join(root, 'examples/flights/flight-delay-risk/2/reference.parquet'));
    await dialog.getByRole('button', { name: 'Register' }).click();
    await dialog.getByText('by-hand is registered').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const version = await call('GET', '/models/by-hand/versions/1');
    assert.equal(version.hasReference, true);
    assert.equal(version.createdBy, 'user:default/guest');
  });

  it('met no error in the browser', () => {
    assert.deepEqual(person.problems, []);
  });
});
