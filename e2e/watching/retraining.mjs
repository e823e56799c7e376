import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../scripts/demo/portal.mjs';
import { chooseOption } from '../chooseOption.mjs';
import { dialogOf } from '../dialogOf.mjs';
import { tabTo } from '../keyboard.mjs';
import { ENTITY, MODEL } from './flights.mjs';

const SECOND_VERSION = join(root, 'examples/flights', MODEL, '2');

/**
 * A model that the registry hasn't seen: the second version's, with a few bytes that say who made it (field 6 of ONNX's ModelProto, its
 * documentation, which begins with the tag 0x32 and its length).
 */
async function trainedModel() {
  const words = Buffer.from('Trained by the farm');
  return Buffer.concat([
    await readFile(join(SECOND_VERSION, 'model.onnx')),
    Buffer.from([0x32, words.length]),
    words,
  ]);
}

/** Policies of each kind, and trainings that end well, are stopped, or are never asked for. */
export function describeRetraining(person) {
  describe('retraining', () => {
    const policies = () => person.page.getByRole('region', { name: 'When it is trained anew' });
    const policy = name => policies().getByRole('listitem').filter({ hasText: name });
    const runs = () => person.page.getByRole('region', { name: 'Trainings' });
    const run = index => runs().locator('li[data-state]').nth(index);

    /** Opens the dialog of a new policy. */
    async function newPolicy(name, when) {
      const { page } = person;
      await policies().getByRole('button', { name: 'Add a policy…' }).click();
      const dialog = dialogOf(page);
      await dialog.getByLabel(/^Name/).fill(name);
      await chooseOption(page, dialog, /^(When traffic drifts )?When\b/, when);
      return dialog;
    }

    async function save(dialog, reason) {
      await dialog.getByLabel(/^Reason/).fill(reason);
      await dialog.getByRole('button', { name: 'Save the policy' }).click();
      await dialog.waitFor({ state: 'hidden' });
    }

    /** Starts a training by the weekly policy, without a mouse. @returns it as the farm got it */
    async function trainNow(reason) {
      const { page, farm } = person;
      const { keyboard } = page;
      await tabTo(page, policies().getByRole('button', { name: 'Train now by the policy weekly' }));
      await keyboard.press('Enter');
      const dialog = dialogOf(page);
      await dialog.getByText(/A training starts on farm as soon as there is room/).waitFor();
      await tabTo(page, dialog.getByLabel(/^Reason/));
      await keyboard.type(reason);
      await tabTo(page, dialog.getByRole('button', { name: 'Train now', exact: true }));
      await keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
      return farm.next();
    }

    it('is set up by time, with the days that it would have been due on', async () => {
      const { page, baseUrl } = person;
      await page.goto(`${baseUrl}${ENTITY}/retraining`);
      await policies().getByText('No policies').waitFor();
      const dialog = await newPolicy('weekly', 'By time');
      await dialog.getByLabel(/^Time\b(?! zone)/).fill('0 6 * *');
      await dialog.getByText(/The time has five fields/).waitFor();
      assert.ok(await dialog.getByRole('button', { name: 'Save the policy' }).isDisabled());
      await dialog.getByLabel(/^Time\b(?! zone)/).fill('0 6 * * 1');
      await dialog.getByLabel(/^Time zone/).fill('Europe/Vienna');
      await dialog.getByText(/it would have fired \d+ times/).waitFor();
      await dialog.getByText('Only if it does better than the champion').click();
      await save(dialog, 'Flights change with the season');
      await policy('weekly')
        .getByText(
          'Every Monday at 06:00 Europe/Vienna; not again within 1 day of a run; at most one run at a time; then the new version becomes a challenger.',
        )
        .waitFor();
    });

    it('is set up by drift, with when it would have fired over the traffic that there was', async () => {
      const { page, call } = person;
      const dialog = await newPolicy('when-it-drifts', 'When traffic drifts');
      await dialog.getByLabel(/^PSI above/).fill('0.4');
      await dialog.getByLabel(/^Drifted rows/).fill('200000');
      await dialog.getByText(/it would not have fired/).waitFor();
      await dialog.getByLabel(/^Drifted rows/).fill('200');
      await dialog.getByText(/it would have fired once, last on 10 Jul 2013, 00:00 UTC/).waitFor();
      await save(dialog, 'Summer is coming');
      await policy('when-it-drifts')
        .getByText(
          /^When 200 rows were scored in consecutive days in which any column drifted \(corrected PSI above 0\.4\);/,
        )
        .waitFor();
      const { items } = await call('GET', `/models/${MODEL}/retraining-policies`);
      assert.deepEqual(items.find(({ name }) => name === 'when-it-drifts').trigger, {
        kind: 'drift',
        threshold: 0.4,
        rows: 200,
        interval: 'day',
      });
      await policy('when-it-drifts')
        .getByRole('button', { name: 'When the policy when-it-drifts would have fired' })
        .click();
      const shown = policy('when-it-drifts');
      await shown.getByRole('heading', { name: /^Rows scored in a row while drifting/ }).waitFor();
      await shown
        .getByRole('row', { name: /^10 Jul 2013.*drifted: \d+ rows were scored/ })
        .waitFor();
      assert.match(page.url(), /dryRun=when-it-drifts/);
    });

    it('is set up by performance', async () => {
      const dialog = await newPolicy('when-it-fails', 'When performance falls');
      await dialog.getByLabel(/^Bound/).fill('0.6');
      await dialog.getByRole('textbox', { name: /^Intervals in a row/ }).fill('2');
      await dialog.getByText(/would (not )?have fired/).waitFor();
      await save(dialog, 'What it says has to hold');
      await policy('when-it-fails')
        .getByText(/^When auc was below 0\.6 with its whole band in 2 days in a row;/)
        .waitFor();
    });

    it('is begun by hand, and followed until its version is a challenger', async () => {
      const { farm, call } = person;
      const training = await trainNow('A new season');
      assert.equal(training.model, MODEL);
      await run(0).getByText('A new season').waitFor();
      await farm.begin(training);
      await run(0).locator('[aria-current="step"]', { hasText: 'Training' }).waitFor();
      const { metadata } = person;
      await farm.succeed(training, {
        metadata,
        artifact: await trainedModel(),
        reference: await readFile(join(SECOND_VERSION, 'reference.parquet')),
      });
      await run(0).getByText('Succeeded').waitFor();
      await run(0).getByText(`Version 3 is a challenger of ${MODEL}`).waitFor();
      await run(0).getByText('Version 3', { exact: true }).waitFor();
      assert.deepEqual((await call('GET', `/deployments/${MODEL}`)).challengers, [3]);
      const version = await call('GET', `/models/${MODEL}/versions/3`);
      assert.equal(version.source.run, training.run);
      assert.ok(version.hasReference);
    });

    it('is stopped while it is under way, with a reason', async () => {
      const { page, farm, call } = person;
      const training = await trainNow('Once more');
      await farm.begin(training);
      await run(0).locator('[aria-current="step"]', { hasText: 'Training' }).waitFor();
      await run(0).getByRole('button', { name: 'Stop the training by weekly' }).click();
      const dialog = dialogOf(page);
      const stop = dialog.getByRole('button', { name: 'Stop it' });
      assert.ok(await stop.isDisabled(), 'a reason is needed');
      await dialog.getByLabel(/^Reason/).fill('The data were wrong');
      await stop.click();
      await dialog.waitFor({ state: 'hidden' });
      await farm.toStop(training.run);
      await run(0).getByText('Cancelled').waitFor();
      await run(1).getByText('Succeeded').waitFor();
      assert.equal((await call('GET', `/retraining-runs/${training.run}`)).state, 'cancelled');
      await assert.rejects(farm.begin(training), /answered 409.*it was cancelled/s);
    });

    it('is paused, and removed', async () => {
      const { page } = person;
      await policy('weekly').getByRole('button', { name: 'Pause the policy weekly' }).click();
      const dialog = dialogOf(page);
      await dialog.getByLabel(/^Reason/).fill('Holidays');
      await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await policy('weekly').getByText('Not while it is paused').waitFor();
      await policy('when-it-fails')
        .getByRole('button', { name: 'Remove the policy when-it-fails' })
        .click();
      await dialog.getByLabel(/^Reason/).fill('There are too few labels');
      await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
      await policy('when-it-fails').waitFor({ state: 'hidden' });
    });
  });
}
