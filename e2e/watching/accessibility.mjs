import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seriousViolations } from '../axe.mjs';
import { chooseOption } from '../chooseOption.mjs';
import { dialogOf } from '../dialogOf.mjs';
import { ENTITY, MODEL } from './flights.mjs';

/** What is judged: an address, and what to do or wait for before. */
const VIEWS = [
  {
    name: 'the alerts of a model, and a rule that is written',
    path: `/mlops/alerts?model=${MODEL}`,
    async ready(page) {
      await page.getByText('The runway melts').waitFor();
      await page.getByRole('button', { name: 'Add a rule…' }).click();
      await chooseOption(page, dialogOf(page), /About/, 'Drift');
      await dialogOf(page)
        .getByText(/would have raised/)
        .waitFor();
    },
  },
  {
    name: 'the rules of a model, and one that is muted',
    path: `/mlops/alerts?model=${MODEL}`,
    async ready(page) {
      await page.getByRole('button', { name: 'Mute the rule drift' }).click();
      await dialogOf(page).waitFor();
    },
  },
  {
    name: 'policies, a dry run and trainings',
    path: `${ENTITY}/retraining?dryRun=when-it-drifts`,
    async ready(page) {
      await page.getByRole('row', { name: /^10 Jul 2013/ }).waitFor();
      await page.getByText('Cancelled').first().waitFor();
    },
  },
  {
    name: 'a policy that is written',
    path: `${ENTITY}/retraining`,
    async ready(page) {
      await page.getByRole('button', { name: 'Add a policy…' }).click();
      await dialogOf(page)
        .getByText(/have fired/)
        .waitFor();
    },
  },
  {
    name: 'performance from labels, and a note on what was rolled up',
    path: `${ENTITY}/monitoring?range=custom&from=2013-07-09&to=2013-07-09&interval=5min`,
    async ready(page) {
      await page.getByText(/is kept by the hour only/).waitFor();
      await page.getByRole('region', { name: 'AUC per five minutes' }).waitFor();
    },
  },
  {
    name: 'the fleet',
    path: '/mlops/deployments',
    ready: page => page.getByText('1 critical alert is open.').waitFor(),
  },
];

/** Every view judged by axe, in both themes. */
export function describeAccessibility(person) {
  for (const theme of ['light', 'dark']) {
    describe(`the pages in the ${theme} theme, judged by axe`, () => {
      let page;
      before(async () => {
        page = await person.openThemed(theme);
      });
      after(() => page?.context().close());

      for (const { name, path, ready } of VIEWS) {
        it(`have nothing serious against ${name}`, async () => {
          await page.goto(person.baseUrl + path);
          await ready(page);
          assert.deepEqual(await seriousViolations(page), []);
        });
      }
    });
  }
}
