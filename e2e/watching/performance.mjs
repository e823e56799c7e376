import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tellLabels } from '../../scripts/demo/labels.mjs';
import { ENTITY, MODEL } from './flights.mjs';

/** What is said of quality before and after it is known what came true. */
export function describePerformance(person) {
  describe('performance', () => {
    const section = () => person.page.getByRole('region', { name: 'Performance' });

    it('says how to tell labels as long as there are none', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}${ENTITY}/monitoring`);
      await section().getByText('No labels yet').waitFor();
      await section()
        .getByText(/\/labels/)
        .first()
        .waitFor();
    });

    it('is measured once labels were told, by each metric, with its band in the table', async () => {
      const { page, call, answered } = person;
      const flights = answered.flatMap(one => one.flights);
      const matched = await tellLabels(call, MODEL, answered, ({ late }) => Number(late));
      assert.equal(matched, flights.length);
      await page.reload();
      const chart = section().getByRole('region', { name: 'AUC per day' });
      await chart.waitFor();
      await section().getByText('No labels yet').waitFor({ state: 'hidden' });
      await section().getByText(String(flights.length), { exact: true }).first().waitFor();
      await chart.getByRole('button', { name: 'View as table' }).click();
      const day = chart.getByRole('row', { name: /^9 Jul 2013/ });
      await day.getByText(`${flights.length} of ${flights.length}`).waitFor();
      const { points } = await call('GET', `/deployments/${MODEL}/performance?metric=auc`);
      const { value, low, high } = points.find(({ labelled }) => labelled > 0);
      assert.ok(low < value && value < high, `${low} to ${high}`);
      await day.getByText(value.toPrecision(3), { exact: true }).waitFor();

      await section()
        .getByRole('button', { name: /Metric/ })
        .click();
      await page.getByRole('option', { name: /^Accuracy/ }).click();
      await section().getByRole('heading', { name: 'Accuracy per day' }).waitFor();
      assert.match(page.url(), /metric=accuracy/);
    });
  });
}
