import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arrowTo, tabTo } from '../keyboard.mjs';
import { listShows } from './list.mjs';

const MODEL = 'flight-delay-risk';

/** The main ways through the registry without a mouse. */
export function describeKeyboard(person) {
  describe('by keyboard alone', () => {
    it('a model is searched, opened, and its card written', async () => {
      const { page, baseUrl } = person;
      const { keyboard } = page;
      await page.goto(`${baseUrl}/mlops`);
      await tabTo(page, page.getByRole('searchbox'));
      await keyboard.type('risk before departure');
      await listShows(page, [{ name: MODEL }]);
      const models = page.getByRole('grid').filter({ hasText: 'Updated' });
      await tabTo(page, models.getByRole('row', { name: MODEL }));
      await arrowTo(page, 'ArrowRight', models.getByRole('link', { name: MODEL, exact: true }));
      await keyboard.press('Enter');
      await page.waitForURL(/\/component\/flight-delay-risk/);

      const tabs = page.getByRole('navigation', { name: 'Content navigation' });
      await tabTo(page, tabs.getByRole('link', { name: 'Model', exact: true }));
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Version 2', exact: true }).waitFor();
      await tabTo(page, page.getByRole('grid').filter({ hasText: 'Main metric' }));
      await arrowTo(page, 'ArrowDown', page.getByRole('row', { name: /v1/ }));
      await keyboard.press('Space');
      await page.getByRole('heading', { name: 'Version 1', exact: true }).waitFor();

      await tabTo(page, page.getByRole('radiogroup', { name: 'View of version 1' }));
      await arrowTo(page, 'ArrowRight', page.getByRole('radio', { name: 'Model card of v1' }));
      await keyboard.press('Space');
      const ethics = page
        .getByRole('article')
        .getByRole('region', { name: 'Ethical considerations', exact: true });
      await tabTo(page, ethics.getByRole('button', { name: 'Write Ethical considerations' }));
      await keyboard.press('Enter');
      await ethics.getByRole('textbox').waitFor();
      await keyboard.type('Nobody is **judged** by it.');
      await tabTo(page, ethics.getByRole('button', { name: 'Save' }));
      await keyboard.press('Enter');
      await ethics.getByRole('textbox').waitFor({ state: 'hidden' });
      await ethics.locator('strong', { hasText: 'judged' }).waitFor();
    });

    it('two models are selected and compared', async () => {
      const { page, baseUrl } = person;
      const { keyboard } = page;
      await page.goto(`${baseUrl}/mlops?search=flight`);
      await page.getByRole('link', { name: MODEL, exact: true }).waitFor();
      const models = page.getByRole('grid').filter({ hasText: 'Updated' });
      await tabTo(page, models);
      await arrowTo(page, 'ArrowDown', models.getByRole('row', { name: MODEL }));
      await keyboard.press('Space');
      await page.waitForURL(/select=flight-delay-risk/);
      await arrowTo(page, 'ArrowUp', models.getByRole('row', { name: 'flight-arrival-delay' }));
      await keyboard.press('Space');
      // The link stands before the table.
      await keyboard.down('Shift');
      await tabTo(page, page.getByRole('link', { name: 'Compare (2)' }));
      await keyboard.up('Shift');
      await keyboard.press('Enter');
      const comparison = page.getByRole('region', { name: 'Comparison', exact: true });
      await comparison.waitFor();
      assert.match(page.url(), new RegExp(`v=${MODEL}@2`));
      await tabTo(page, page.getByRole('switch', { name: 'Only differences' }));
      await keyboard.press('Space');
      await page.waitForURL(/rows=all/);
      await page.getByText('These models solve different problems').waitFor();
    });
  });
}
