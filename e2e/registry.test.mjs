// The registry as people use it: an empty one, and one with a thousand models of others around their own.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seriousViolations } from './axe.mjs';
import { withoutBrowser } from './chromium.mjs';
import { personInPortal, registered } from './personInPortal.mjs';
import { describeAccessibility } from './registry/accessibility.mjs';
import { describeCard } from './registry/card.mjs';
import { describeCompare } from './registry/compare.mjs';
import { describeDetail } from './registry/detail.mjs';
import { registerByHand, registerFlock } from './registry/flock.mjs';
import { describeKeyboard } from './registry/keyboard.mjs';
import { describeList } from './registry/list.mjs';
import { describeRegistration } from './registry/registration.mjs';

describe('a registry without a model', { skip: withoutBrowser }, () => {
  let person;
  before(async () => {
    person = await personInPortal({ withModels: false });
  });
  after(() => person?.leave());

  it('says what is missing and gives the next step', async () => {
    const { page, baseUrl } = person;
    await page.goto(`${baseUrl}/mlops`);
    await page.getByRole('heading', { name: 'No models yet' }).waitFor();
    await page.getByText(/Register a model with the button above/).waitFor();
    await page.getByText(/^0 models/).waitFor();
    assert.ok(await page.getByRole('button', { name: 'Register a model' }).isEnabled());
    await page.goto(`${baseUrl}/mlops/compare`);
    await page.getByText('Nothing to compare yet').waitFor();
  });

  it('says so in the middle of each table', async () => {
    const { page, baseUrl } = person;
    const tables = {
      '/mlops': 'No models yet',
      '/mlops?search=zeppelin': 'No model matches',
      '/mlops/deployments': 'Nothing is deployed yet',
      '/mlops/deployments?search=zeppelin': 'No deployment matches',
    };
    for (const [path, words] of Object.entries(tables)) {
      await page.goto(baseUrl + path);
      const [table, heading] = await Promise.all([
        page.getByRole('grid').boundingBox(),
        page.getByRole('heading', { name: words }).boundingBox(),
      ]);
      const apart = heading.x + heading.width / 2 - (table.x + table.width / 2);
      assert.ok(Math.abs(apart) < 2, `${words} stands ${apart} px beside the middle`);
    }
  });

  it('says on the other pages what will be there, and how it comes there', async () => {
    const { page, baseUrl } = person;
    const pages = {
      approvals: /Where a gate asks for approval/,
      alerts: /The alert rules of each model raise them/,
      audit: /Register a model, and the first event is there/,
    };
    for (const [name, words] of Object.entries(pages)) {
      await page.goto(`${baseUrl}/mlops/${name}`);
      await page.getByText(words).waitFor();
    }
  });

  for (const theme of ['light', 'dark']) {
    it(`can be read by everybody in the ${theme} theme`, async () => {
      const page = await person.openThemed(theme);
      await page.goto(`${person.baseUrl}/mlops`);
      await page.getByText('No models yet').waitFor();
      assert.deepEqual(await seriousViolations(page), []);
      await page.context().close();
    });
  }

  it('met no error in the browser', () => {
    assert.deepEqual(person.problems, []);
  });
});

describe('a registry of a thousand models', { skip: withoutBrowser }, () => {
  const person = {};
  before(async () => {
    Object.assign(person, await personInPortal());
    await registered(person.call, 'flight-delay-risk', 2);
    await registerByHand(person.call);
    await registerFlock(person.call);
  });
  after(() => person.leave?.());

  describeList(person);
  describeDetail(person);
  describeCompare(person);
  describeCard(person);
  describeRegistration(person);
  describeKeyboard(person);
  describeAccessibility(person);

  it('met no error in the browser', () => {
    assert.deepEqual(person.problems, []);
  });
});
