import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventually } from '../../scripts/demo/api.mjs';
import { chooseOption } from '../chooseOption.mjs';
import { dialogOf } from '../dialogOf.mjs';
import { arrowTo, tabTo } from '../keyboard.mjs';
import { ask, calmFlights, MODEL } from './flights.mjs';

const RULE = 'hot';
const ALERTS = `/mlops/alerts?model=${MODEL}`;
const FIRES_MS = 20_000;

/** A rule from its first letter to its end, and the alert that it raises and ends meanwhile. */
export function describeAlerts(person) {
  describe('an alert rule', () => {
    const rules = () => person.page.getByRole('region', { name: 'Alert rules' });
    const rule = () => rules().getByRole('listitem').filter({ hasText: RULE });
    const alert = (section = /^Open/) =>
      person.page
        .getByRole('region', { name: section })
        .getByRole('listitem')
        .filter({ hasText: `by the rule ${RULE}` });
    const alertOfRule = async () => {
      const { items } = await person.call('GET', `/alerts?model=${MODEL}`);
      return items.find(one => one.rule === RULE);
    };
    const ruleOfModel = async () =>
      (await person.call('GET', `/models/${MODEL}/alert-rules`)).items.find(
        ({ name }) => name === RULE,
      );

    /** Opens a dialog with a button, says why, and does it. */
    async function decide(button, action, reason) {
      await button.click();
      const dialog = dialogOf(person.page);
      await dialog.getByLabel(/^Reason/).fill(reason);
      await dialog.getByRole('button', { name: action, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    }

    it('is written without a mouse, with a look at what it would have done', async () => {
      const { page, baseUrl } = person;
      const { keyboard } = page;
      const choose = async (dialog, select, key, option) => {
        await tabTo(page, dialog.getByRole('button', { name: select }));
        await keyboard.press('Enter');
        const found = page.getByRole('option', { name: option });
        await found.waitFor();
        await arrowTo(page, key, found);
        await keyboard.press('Enter');
        await found.waitFor({ state: 'hidden' });
      };
      const type = async (dialog, field, words) => {
        await tabTo(page, dialog.getByLabel(field));
        await keyboard.type(words);
      };

      await page.goto(baseUrl + ALERTS);
      await rules().getByText('data-quality', { exact: true }).waitFor();
      await tabTo(page, rules().getByRole('button', { name: 'Add a rule…' }));
      await keyboard.press('Enter');
      const dialog = dialogOf(page);
      await dialog.waitFor();
      const save = dialog.getByRole('button', { name: 'Save the rule' });
      assert.ok(await save.isDisabled(), 'nothing is said yet');
      await type(dialog, /^Name/, RULE);
      await choose(dialog, /About/, 'ArrowUp', 'Drift');
      await choose(dialog, /What/, 'ArrowDown', 'Drift of one column');
      await type(dialog, /^Column/, 'temp');
      await type(dialog, /^PSI/, '0.3');
      await choose(dialog, /Severity/, 'ArrowUp', 'Critical');
      await choose(dialog, /Looked at by the/, 'ArrowDown', 'Day');
      await type(dialog, /^Raise after/, '1');
      await type(dialog, /^Over after/, '1');
      await dialog.getByText(/would have raised an alert once, last on 9 Jul 2013/).waitFor();
      await dialog.getByRole('img', { name: /temp.* by day/ }).waitFor();
      await type(dialog, /^Reason/, 'Heat is bad for runways');
      await tabTo(page, save);
      await keyboard.press('Enter');
      await dialog.waitFor({ state: 'hidden' });
      await rule().getByText(/temp/).waitFor();
    });

    it('raises its alert by itself, which says when and by how much', async () => {
      const { page } = person;
      await eventually('the alert', FIRES_MS, alertOfRule);
      await page.reload();
      await alert()
        .getByText(/temp.*9 July 2013/)
        .waitFor();
      await alert().getByText('Critical', { exact: true }).waitFor();
      await rule().getByText('Alerting').waitFor();
      await rule().getByRole('link', { name: 'Show the alert' }).click();
      await page.getByRole('region', { name: 'The alert that you were told of' }).waitFor();
      assert.match(page.url(), new RegExp(`alert=${(await alertOfRule()).id}`));
    });

    it('leads to the charts of the time that its alert is about', async () => {
      const { page, baseUrl } = person;
      await page.goto(baseUrl + ALERTS);
      await alert().getByRole('link', { name: 'Look at it in Monitoring' }).click();
      await page.getByRole('heading', { name: /^Drift of each column/ }).waitFor();
      await page.getByRole('button', { name: /^temp, .*9 Jul 2013.*drifted$/ }).waitFor();
      assert.match(page.url(), /from=2013-0[67]-\d\d/);
    });

    it('has its alert acknowledged, for others to see', async () => {
      const { page, baseUrl } = person;
      await page.goto(baseUrl + ALERTS);
      await decide(
        alert().getByRole('button', { name: /^Acknowledge/ }),
        'Acknowledge',
        'Looking at the weather',
      );
      const taken = alert(/^Acknowledged/);
      await taken.getByText(/acknowledged .* by guest/i).waitFor();
      await taken.getByText('“Looking at the weather”').waitFor();
      assert.equal((await alertOfRule()).acknowledgedBy, 'user:default/guest');
    });

    it('ends its alert by itself on a day that keeps it', async () => {
      const { page, call, deployment } = person;
      await ask(call, deployment, await calmFlights());
      await eventually('the alert to be over', FIRES_MS, async () =>
        (await alertOfRule()).state === 'resolved' ? true : undefined,
      );
      await page.reload();
      await rule().getByText('Kept').waitFor();
      await chooseOption(page, page, /State/, /^Resolved/);
      const over = alert(/^Resolved/);
      await over.getByText(/It has kept the rule again, lately on 1 August 2013/).waitFor();
      assert.equal(await over.getByRole('button', { name: /^Acknowledge/ }).count(), 0);
    });

    it('has an alert that somebody raised resolved by hand', async () => {
      const { page, call, baseUrl } = person;
      await call('POST', `/models/${MODEL}/alerts`, {
        key: 'gates',
        severity: 'warning',
        summary: 'Gate data are late',
      });
      await page.goto(baseUrl + ALERTS);
      const raised = page.getByRole('listitem').filter({ hasText: 'Gate data are late' });
      await decide(raised.getByRole('button', { name: /^Resolve/ }), 'Resolve', 'They came');
      await raised.waitFor({ state: 'hidden' });
    });

    it('is changed, and says so in its sentence', async () => {
      const { page, baseUrl } = person;
      await page.goto(baseUrl + ALERTS);
      await rule()
        .getByRole('button', { name: `Change the rule ${RULE}` })
        .click();
      const dialog = dialogOf(page);
      await dialog.getByLabel(/^PSI/).fill('90');
      await dialog.getByText(/would have raised no alert \(2 intervals looked at\)/).waitFor();
      await dialog.getByLabel(/^PSI/).fill('0');
      await dialog.getByRole('status').waitFor();
      assert.ok(await dialog.getByRole('button', { name: 'Save the rule' }).isDisabled());
      await dialog.getByLabel(/^PSI/).fill('0.5');
      await dialog.getByLabel(/^Reason/).fill('Summer is hot');
      await dialog.getByRole('button', { name: 'Save the rule' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await rule().getByText(/0\.5/).waitFor();
      assert.equal((await ruleOfModel()).definition.condition.drift.atLeast, 0.5);
    });

    it('is muted for a week, and told of again', async () => {
      const { page } = person;
      await rule()
        .getByRole('button', { name: `Mute the rule ${RULE}` })
        .click();
      const dialog = dialogOf(page);
      await chooseOption(page, dialog, /How long/, 'For a week');
      await dialog.getByLabel(/^Reason/).fill('Heat wave');
      await dialog.getByRole('button', { name: 'Mute', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      await rule()
        .getByText(/Mute, ending .*“Heat wave”/)
        .waitFor();
      const { mute } = await ruleOfModel();
      const days = (Date.parse(mute.until) - Date.now()) / 86_400_000;
      assert.ok(days > 6.9 && days <= 7, `${days} days`);
      await decide(
        rule().getByRole('button', { name: `Tell of the rule ${RULE} again` }),
        'Tell again',
        'It rains',
      );
      await rule()
        .getByText(/Heat wave/)
        .waitFor({ state: 'hidden' });
    });

    it('is removed', async () => {
      await decide(
        rule().getByRole('button', { name: `Remove the rule ${RULE}` }),
        'Remove the rule',
        'Another one does it',
      );
      await rule().waitFor({ state: 'hidden' });
      assert.equal(await ruleOfModel(), undefined);
    });
  });
}
