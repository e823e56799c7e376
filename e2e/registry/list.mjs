import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { soon } from '../soon.mjs';
import { aucOf, flock } from './flock.mjs';

const PAGE_SIZE = 25;

/** The names of the models that the list shows, in its order. */
export async function namesIn(page) {
  const headers = await page.getByRole('rowheader').allInnerTexts();
  return headers.map(text => text.trim().split('\n')[0]);
}

/** Waits until the list shows these models, as far as they fit a page. */
export function listShows(page, models) {
  const expected = models.slice(0, PAGE_SIZE).map(({ name }) => name);
  return soon(async () => assert.deepEqual(await namesIn(page), expected));
}

/** The list of a thousand models: finding the few that matter. */
export function describeList(person) {
  describe('the list of models', () => {
    const good = flock.filter(model => aucOf(model) > 0.8);
    const best = [...good].sort((a, b) => aucOf(b) - aucOf(a));
    const few = best.filter(
      ({ tags, version }) => tags.includes('region-7') && version.framework.name === 'xgboost',
    );

    it('is searched by words of the description and the framework', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}/mlops`);
      await page.getByRole('searchbox').fill('payments xgb');
      const found = flock.filter(
        ({ name, version }) => name.startsWith('fraud') && version?.framework.name === 'xgboost',
      );
      await listShows(page, found);
      await page.getByText(`1 – 25 of ${found.length}`, { exact: true }).waitFor();
      assert.match(page.url(), /search=payments\+xgb/);
      await page.getByRole('button', { name: 'Clear all' }).click();
      await page.waitForURL(url => !url.searchParams.has('search'));
    });

    it('is narrowed to those above a bound of a metric', async () => {
      const { page } = person;
      await page.getByRole('button', { name: 'More filters' }).click();
      const form = page.getByRole('form', { name: 'Metric bound' });
      await form.getByRole('button', { name: 'Add metric' }).click();
      await form.getByText('Name a metric and give a number').waitFor();
      await form.getByLabel('Metric', { exact: true }).fill('auc');
      await form.getByLabel('Number').fill('0.8');
      await form.getByRole('button', { name: 'Add metric' }).click();
      await page.getByRole('row', { name: 'test.auc > 0.8' }).waitFor();
      await listShows(
        page,
        [...good].sort((a, b) => (a.name < b.name ? -1 : 1)),
      );
    });

    it('is sorted by the metric, and paged', async () => {
      const { page } = person;
      const header = page.getByRole('columnheader', { name: 'test.auc' });
      await header.click();
      await listShows(page, [...best].reverse());
      await header.click();
      await listShows(page, best);
      await page.getByRole('button', { name: /next/i }).click();
      await listShows(page, best.slice(PAGE_SIZE));
      await page.getByText(`26 – 50 of ${best.length}`, { exact: true }).waitFor();
      await page.getByRole('button', { name: /next/i }).click();
      await listShows(page, best.slice(2 * PAGE_SIZE));
      await page.getByRole('button', { name: /previous/i }).click();
      await listShows(page, best.slice(PAGE_SIZE));
    });

    it('is narrowed further by a tag and a framework', async () => {
      const { page } = person;
      const filters = page.getByRole('group', { name: 'More filters' });
      const tag = filters.getByRole('textbox', { name: 'Tag' });
      await tag.fill('Not a tag');
      await filters.getByRole('button', { name: 'Add tag' }).click();
      await filters.getByText(/^Lower-case letters, digits/).waitFor();
      await tag.fill('region-7');
      await tag.press('Enter');
      await page.getByRole('row', { name: 'Tag: region-7' }).waitFor();
      await filters.getByRole('textbox', { name: 'Framework' }).fill('xgboost');
      await filters.getByRole('button', { name: 'Add framework' }).click();
      await listShows(page, few);
    });

    it('is the same again after a reload and in another window: its address holds it', async () => {
      const { page } = person;
      const { searchParams } = new URL(page.url());
      assert.deepEqual(Object.fromEntries(searchParams), {
        metric: 'test.auc>0.8',
        sort: '-metric:test.auc',
        tag: 'region-7',
        framework: 'xgboost',
      });
      await page.reload();
      await listShows(page, few);
      const other = await person.openPage();
      await other.goto(page.url());
      await listShows(other, few);
      await other.close();
    });

    it('lets one filter go, then all', async () => {
      const { page } = person;
      const chip = page.getByRole('row', { name: 'Framework: xgboost' });
      await chip.getByRole('button', { name: /Remove/ }).click();
      await listShows(
        page,
        best.filter(({ tags }) => tags.includes('region-7')),
      );
      await page.getByRole('button', { name: 'Clear all' }).click();
      await page.getByRole('grid', { name: 'Active filters' }).waitFor({ state: 'hidden' });
      await listShows(page, best);
      assert.equal(new URL(page.url()).search, '?sort=-metric%3Atest.auc');
    });
  });
}
