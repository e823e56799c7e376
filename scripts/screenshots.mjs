// Takes the pictures of the docs from a running demo (`npm run demo`).
import { join } from 'node:path';
import { enterAsGuest, launchChromium, withoutBrowser } from '../e2e/chromium.mjs';
import { root } from './demo/portal.mjs';

const BASE_URL = 'http://localhost:7007';
const entity = '/catalog/default/component/flight-delay-risk';
const range = 'range=custom&from=2013-04-01&to=2013-12-31';

/** What is pictured: a name, an address, and what to do or wait for before. */
const pages = [
  {
    name: 'models',
    path: '/mlops',
    ready: page => page.getByRole('link', { name: 'flight-delay-risk' }).waitFor(),
  },
  {
    name: 'overview',
    path: entity,
    ready: page => page.getByRole('img', { name: /^Rows scored per day/ }).waitFor(),
  },
  {
    name: 'model',
    path: `${entity}/model?version=1`,
    ready: page => page.getByRole('heading', { name: /ROC curve/ }).waitFor(),
  },
  {
    name: 'card',
    path: `${entity}/model?version=2&view=card`,
    ready: page => page.getByRole('heading', { name: 'Intended use' }).waitFor(),
  },
  {
    name: 'compare',
    path: '/mlops/compare?v=flight-delay-risk@1&v=flight-delay-risk@2',
    ready: page => page.getByRole('heading', { name: 'Importance of the features' }).waitFor(),
  },
  {
    name: 'audit',
    path: '/mlops/audit',
    async ready(page) {
      await page.getByRole('button', { name: 'Verify the chain' }).click();
      await page.getByText(/is whole/).waitFor();
    },
  },
  {
    name: 'deployments',
    path: '/mlops/deployments',
    ready: page => page.getByRole('row', { name: /^flight-delay-risk/ }).waitFor(),
  },
  {
    name: 'approvals',
    path: '/mlops/approvals',
    async ready(page) {
      await page.getByText('flight-delay-risk').first().click();
      await page.getByText('You can’t decide this').waitFor();
    },
  },
  {
    name: 'alerts',
    path: '/mlops/alerts',
    ready: page =>
      page
        .getByText(/drifted in the week of/)
        .first()
        .waitFor(),
  },
  {
    name: 'governance',
    path: `${entity}/governance`,
    ready: page =>
      page.getByText('jonas.weber').or(page.getByText('Jonas Weber')).first().waitFor(),
  },
  {
    name: 'serving',
    path: `${entity}/serving`,
    async ready(page) {
      const form = page.getByRole('form', { name: /^Try / });
      await form.getByRole('button', { name: 'Predict' }).click();
      await form.getByText(/By version/).waitFor();
    },
  },
  {
    name: 'monitoring',
    path: `${entity}/monitoring?${range}`,
    ready: page => page.getByRole('heading', { name: /Drift of each column/ }).waitFor(),
  },
  {
    name: 'drift',
    path: `${entity}/monitoring?interval=month&${range}`,
    async ready(page) {
      await page
        .getByRole('button', { name: /^temp, .*2013/ })
        .nth(3)
        .click();
      await page
        .getByText(/above the/)
        .first()
        .waitFor();
    },
  },
];

if (withoutBrowser) {
  throw new Error(`No pictures: ${withoutBrowser}`);
}
const width = Number(process.env.MLOPS_SCREENSHOT_WIDTH ?? 1280);
const folder = process.argv[2] ?? join(root, 'docs/images');
const browser = await launchChromium();
for (const theme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  await context.addInitScript(name => localStorage.setItem('theme', name), theme);
  const page = await context.newPage();
  await enterAsGuest(page, BASE_URL);
  for (const { name, path, ready } of pages) {
    await page.goto(BASE_URL + path);
    await ready(page);
    // Charts draw themselves in.
    await page.waitForTimeout(1_500);
    // The page scrolls inside the frame of the portal, so the window is made as high as what is in it.
    const height = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('*')].map(element => element.scrollHeight)),
    );
    await page.setViewportSize({ width, height: Math.min(Math.max(height, 700), 2_800) });
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
    await page.setViewportSize({ width, height: 900 });
    process.stdout.write(`${name}-${theme}.png\n`);
  }
  await context.close();
}
await browser.close();
