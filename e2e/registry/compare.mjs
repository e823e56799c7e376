import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { soon } from '../soon.mjs';
import { BY_HAND } from './flock.mjs';

const MODEL = 'flight-delay-risk';

const comparison = page => page.getByRole('region', { name: 'Comparison', exact: true });

/** The cells of a row of a group of the comparison. */
const cellsOf = (page, group, label) =>
  comparison(page)
    .getByRole('rowgroup')
    .filter({ has: page.getByRole('rowheader', { name: group }) })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: label, exact: true }) })
    .getByRole('cell');

async function columnsOf(page) {
  const links = comparison(page).getByRole('columnheader').getByRole('link');
  return (await links.allInnerTexts()).filter(text => / v\d+$/.test(text));
}

/** Versions of several models beside each other. */
export function describeCompare(person) {
  describe('the comparison', () => {
    it('is reached from the list with two models selected', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}/mlops?search=flight-delay`);
      await page.getByRole('checkbox', { name: MODEL }).click({ force: true });
      await page.waitForURL(/select=/);
      await page.getByRole('searchbox').fill(BY_HAND);
      await page.getByRole('checkbox', { name: BY_HAND }).click({ force: true });
      await page.getByRole('link', { name: 'Compare (2)' }).click();
      await comparison(page).waitFor();
      assert.deepEqual(await columnsOf(page), [`${MODEL} v2`, `${BY_HAND} v2`]);
    });

    it('shows only what differs, and all of it on demand', async () => {
      const { page } = person;
      const problem = cellsOf(page, 'Summary', 'Problem type');
      const onlyDifferences = page.getByText('Only differences', { exact: true });
      assert.equal(await problem.count(), 0);
      const differing = await comparison(page).getByRole('row').count();
      await onlyDifferences.click();
      await soon(async () => assert.equal(await problem.count(), 2));
      assert.ok((await comparison(page).getByRole('row').count()) > differing);
      assert.match(page.url(), /rows=all/);
      await onlyDifferences.click();
      await soon(async () => assert.equal(await problem.count(), 0));
    });

    it('marks the best by word', async () => {
      const { page } = person;
      const [better, worse] = await cellsOf(page, 'Test metrics', 'AUC').allInnerTexts();
      assert.match(better, /^0\.715 best/);
      assert.match(worse, /^0\.501\s*−0\.214, worse/);
      assert.doesNotMatch(worse, /best/);
    });

    it('takes a version away and adds another', async () => {
      const { page } = person;
      await page.getByRole('button', { name: `Remove ${BY_HAND} v2` }).click();
      await page.getByText('Add another version below, to see what they differ in.').waitFor();
      const add = page.getByRole('region', { name: 'Add a version' });
      await add.getByRole('button', { name: /Model/ }).click();
      await page.getByPlaceholder('Search models…').fill('flight-delay');
      await page.getByRole('option', { name: MODEL, exact: true }).click();
      await add.getByRole('button', { name: 'Add', exact: true }).click();
      await soon(async () =>
        assert.deepEqual(await columnsOf(page), [`${MODEL} v2`, `${MODEL} v1`]),
      );
      await page.getByRole('heading', { name: 'ROC curves' }).waitFor();
    });

    it('is exported as CSV with all digits', async () => {
      const { page } = person;
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export as CSV' }).click(),
      ]);
      assert.equal(download.suggestedFilename(), 'comparison.csv');
      const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
      assert.equal(lines[0], `Group,Row,${MODEL} v2,${MODEL} v1`);
      assert.ok(lines.includes('Summary,Problem type,Binary classification,Binary classification'));
      assert.ok(lines.some(line => /^Test metrics,AUC,0\.715328,0\.707748$/.test(line)));
    });

    it('is the same for whoever opens its address', async () => {
      const { page } = person;
      assert.match(page.url(), /\/mlops\/compare\?v=flight-delay-risk@2&v=flight-delay-risk@1$/);
      const text = await comparison(page).innerText();
      const other = await person.openPage();
      await other.goto(page.url());
      await soon(async () => assert.equal(await comparison(other).innerText(), text));
      await other.close();
    });
  });
}
