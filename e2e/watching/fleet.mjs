import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tabTo } from '../keyboard.mjs';
import { MODEL } from './flights.mjs';

const TOLD = 'arrivals-elsewhere';

/** How all deployments are doing. */
export function describeFleet(person) {
  describe('the fleet', () => {
    const row = name => person.page.getByRole('row', { name: new RegExp(`^${name}`) });

    it('has the worst first, says why, and leads to it', async () => {
      const { page, call, baseUrl } = person;
      await call('POST', '/deployments', {
        name: TOLD,
        model: 'flight-arrival-delay',
        version: 1,
        target: 'external',
        reason: 'Served by others',
      });
      await call('POST', `/models/${MODEL}/alerts`, {
        key: 'runway',
        severity: 'critical',
        summary: 'The runway melts',
        deployment: MODEL,
      });
      await page.goto(`${baseUrl}/mlops/deployments`);
      await row(MODEL).getByText('1 critical alert is open.').waitFor();
      await row(MODEL).getByText('Alerting').waitFor();
      const rows = await page.getByRole('row').allTextContents();
      const place = name => rows.findIndex(text => text.startsWith(name));
      assert.ok(place(MODEL) >= 0 && place(MODEL) < place(TOLD), rows.join('\n'));
    });

    it('calls nothing online that is served elsewhere, here or in the list of models', async () => {
      const { page, baseUrl } = person;
      await row(TOLD).getByText('Served elsewhere, and nothing was told of it yet.').waitFor();
      assert.equal(
        await row(TOLD)
          .getByText(/online/i)
          .count(),
        0,
      );
      await page.goto(`${baseUrl}/mlops?target=external`);
      const status = page.getByText('Served elsewhere', { exact: true });
      await status.waitFor();
      assert.ok((await status.boundingBox()).height < 25, 'it stands on one line');
      await page.getByRole('row', { name: 'Target: Served elsewhere' }).waitFor();
      assert.equal(await page.getByRole('link', { name: MODEL, exact: true }).count(), 0);
    });

    it('is filtered by its counts and left by keyboard', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}/mlops/deployments`);
      await row(TOLD).waitFor();
      await tabTo(page, page.getByRole('link', { name: '1 alerting' }));
      await page.keyboard.press('Enter');
      await row(TOLD).waitFor({ state: 'hidden' });
      await row(MODEL).waitFor();
      assert.match(page.url(), /health=alerting/);
      await page.reload();
      await row(MODEL).getByRole('link', { name: MODEL, exact: true }).first().click();
      await page.getByRole('form', { name: `Try ${MODEL}` }).waitFor();
    });
  });
}
