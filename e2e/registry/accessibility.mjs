import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../../scripts/demo/api.mjs';
import { root } from '../../scripts/demo/portal.mjs';
import { byHour, endpointHeaders, readFlights, replay } from '../../scripts/demo/traffic.mjs';
import { seriousViolations } from '../axe.mjs';
import { dialogOf } from '../dialogOf.mjs';
import { BY_HAND } from './flock.mjs';

const MODEL = 'flight-delay-risk';
const ENTITY = `/catalog/default/component/${MODEL}`;

/** What is judged: an address, and what to do or wait for before. */
const VIEWS = [
  {
    name: 'the list',
    path: '/mlops',
    ready: page => page.getByText(/^1 – 25 of/).waitFor(),
  },
  {
    name: 'the list without a match',
    path: '/mlops?search=zeppelin',
    ready: page => page.getByText('No model matches').waitFor(),
  },
  {
    name: 'the list with all filters open and two models selected',
    path: `/mlops?tag=churn&metric=test.auc>0.8&select=${MODEL}@2&select=${BY_HAND}@1`,
    async ready(page) {
      await page.getByText(/^1 – 25 of/).waitFor();
      await page.getByRole('button', { name: 'More filters' }).click();
      await page.getByRole('form', { name: 'Metric bound' }).waitFor();
    },
  },
  {
    name: 'the registration form',
    path: '/mlops',
    async ready(page) {
      await page.getByRole('button', { name: 'Register a model' }).click();
      const dialog = dialogOf(page);
      await dialog.getByRole('radio', { name: /^Another format/ }).click({ force: true });
      await dialog.getByRole('button', { name: 'Register', exact: true }).click();
      await dialog.getByText(/64 hexadecimal digits/).waitFor();
    },
  },
  {
    name: 'the details of a version',
    path: `${ENTITY}/model?version=2`,
    ready: page => page.getByRole('slider', { name: 'Point on the ROC curve' }).waitFor(),
  },
  {
    name: 'the model card',
    path: `${ENTITY}/model?version=1&view=card`,
    ready: page => page.getByText(/^History/).waitFor(),
  },
  {
    name: 'the model card while it is written',
    path: `${ENTITY}/model?version=1&view=card`,
    async ready(page) {
      await page.getByRole('button', { name: 'Write Caveats and recommendations' }).click();
      await page.getByRole('textbox', { name: /^Caveats/ }).waitFor();
    },
  },
  {
    name: 'the comparison',
    path: `/mlops/compare?v=${MODEL}@1&v=${MODEL}@2&v=${BY_HAND}@2`,
    ready: page => page.getByRole('heading', { name: 'Confusion matrices' }).waitFor(),
  },
  {
    name: 'the serving tab',
    path: `${ENTITY}/serving`,
    async ready(page) {
      const form = page.getByRole('form', { name: `Try ${MODEL}` });
      await form.getByRole('button', { name: 'Predict' }).click();
      await form.getByText(/^By version/).waitFor();
    },
  },
  {
    name: 'the deployments of all models, and the search for a token',
    path: '/mlops/deployments?tokens=open',
    async ready(page) {
      await page.getByRole('row', { name: new RegExp(`^${MODEL}`) }).waitFor();
      await page.getByRole('textbox', { name: 'Beginning of the token' }).fill('mlops_zz');
      await page.getByText('No token begins with mlops_zz').waitFor();
    },
  },
  {
    name: 'the monitoring tab',
    path: `${ENTITY}/monitoring?interval=month`,
    async ready(page) {
      await page
        .getByRole('button', { name: /^temp, .*2013/ })
        .last()
        .click();
      await page
        .getByText(/the 0\.30 threshold/)
        .first()
        .waitFor();
    },
  },
];

/** Deploys a version and has it answer the flights of some days of two months. */
async function serveAWhile(call) {
  await call('POST', '/deployments', {
    name: MODEL,
    model: MODEL,
    version: 1,
    allowEventTime: true,
    reason: 'To be looked at',
  });
  const online = await eventually('the endpoint', 60_000, async () => {
    const deployment = await call('GET', `/deployments/${MODEL}`);
    return deployment.status === 'online' ? deployment : undefined;
  });
  const { signature } = await call('GET', `/models/${MODEL}/versions/1`);
  const flights = await readFlights(join(root, 'examples/flights/traffic.parquet'));
  const some = flights.filter(
    ({ event_time: time }) => [5, 6].includes(time.getUTCMonth()) && time.getUTCDate() === 9,
  );
  await replay({
    inferUrl: online.endpoint.inferUrl,
    headers: await endpointHeaders(call, online),
    signature,
    hours: byHour(some),
  });
  await eventually('the flights to be counted', 30_000, async () => {
    const { points } = await call('GET', `/deployments/${MODEL}/traffic?interval=month`);
    return points.reduce((sum, { rows }) => sum + rows, 0) === some.length ? true : undefined;
  });
}

/** Every view judged by axe, in both themes. */
export function describeAccessibility(person) {
  describe('the pages, judged by axe', () => {
    before(() => serveAWhile(person.call));

    for (const theme of ['light', 'dark']) {
      describe(`in the ${theme} theme`, () => {
        let page;
        before(async () => {
          page = await person.openThemed(theme);
        });
        after(() => page?.context().close());

        for (const { name, path, ready } of VIEWS) {
          it(`has nothing serious against ${name}`, async () => {
            await page.goto(person.baseUrl + path);
            await ready(page);
            assert.deepEqual(await seriousViolations(page), []);
          });
        }
      });
    }
  });
}
