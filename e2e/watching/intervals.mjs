import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askNow, ENTITY, hotFlights, MODEL } from './flights.mjs';

/** How finely time is told apart on the charts. */
export function describeIntervals(person) {
  describe('the charts', () => {
    it('come by five minutes for the last hours', async () => {
      const { page, call, baseUrl, deployment } = person;
      const flights = await hotFlights();
      await askNow(call, deployment, flights);
      await page.goto(`${baseUrl}${ENTITY}/monitoring`);
      await page.getByRole('button', { name: /Time range/ }).click();
      await page.getByRole('option', { name: 'Last 12 hours' }).click();
      const rows = page.getByRole('region', { name: 'Rows scored per five minutes' });
      await rows.getByRole('button', { name: 'View as table' }).click();
      await rows.getByText(`${flights.length} rows`).waitFor();
      assert.match(page.url(), /range=12h/);
    });

    it('say so where traffic is not kept as finely', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}${ENTITY}/monitoring?range=custom&from=2013-07-09&to=2013-07-09`);
      await page.getByRole('button', { name: /One point per/ }).click();
      await page.getByRole('option', { name: 'Five minutes' }).click();
      // What is told of a time long past is summed by the hour from the start.
      await page.getByText(/is kept by the hour only, so there is none per five minutes/).waitFor();
      await page.getByRole('region', { name: 'Rows scored per hour' }).waitFor();
    });

    it('are refused with a reason where they would have too many points', async () => {
      const { page, call, baseUrl } = person;
      const asked = '/traffic?interval=hour';
      await assert.rejects(call('GET', `/deployments/${MODEL}${asked}`), {
        status: 400,
        message: /more than 2000 intervals of one hour/,
      });
      await page.goto(`${baseUrl}${ENTITY}/monitoring?interval=hour`);
      await page
        .getByText(/choose a longer interval or a shorter range/)
        .first()
        .waitFor();
    });
  });
}
