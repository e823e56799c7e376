// A person who sits in front of a portal of the test's own: the portal started, the browser open, signed in as a guest.
import { eventually, unlessMissing } from '../scripts/demo/api.mjs';
import { enterAsGuest, launchChromium } from './chromium.mjs';
import { temporaryPortal } from './temporaryPortal.mjs';

const VIEWPORT = { width: 1280, height: 900 };
const TIMEOUT_MS = 20_000;

/**
 * @param options - of the portal
 * @returns a person with `page`, `baseUrl` and `call` (the API), and with the errors that any of their pages threw
 */
export async function personInPortal(options) {
  const portal = await temporaryPortal(options);
  const problems = [];
  let browser;
  let context;

  /** A further window of the same person. */
  async function openPage(from = context) {
    const page = await from.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on('pageerror', error => problems.push(`${page.url()}: ${error.message}`));
    // What a page's error boundary caught is only told here. A refusal by the backend is no error of the page.
    page.on('console', message => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        problems.push(`${page.url()}: ${message.text()}`);
      }
    });
    return page;
  }

  try {
    await portal.start();
    const { call } = await portal.api();
    browser = await launchChromium();
    context = await browser.newContext({ viewport: VIEWPORT, acceptDownloads: true });
    const page = await openPage();
    await enterAsGuest(page, portal.baseUrl);
    return {
      baseUrl: portal.baseUrl,
      portal,
      call,
      page,
      problems,
      openPage: () => openPage(),
      /** A window in a theme of its own, `light` or `dark`. */
      async openThemed(theme) {
        const themed = await browser.newContext({ viewport: VIEWPORT });
        await themed.addInitScript(name => localStorage.setItem('theme', name), theme);
        const own = await openPage(themed);
        await enterAsGuest(own, portal.baseUrl);
        return own;
      },
      async leave() {
        await browser.close();
        await portal.stop();
      },
    };
  } catch (error) {
    await browser?.close();
    await portal.stop();
    throw error;
  }
}

/** Waits until the catalog has registered so many versions of a model. */
export function registered(call, model, versions) {
  return eventually(`${model} to be registered`, 90_000, async () => {
    const found = await unlessMissing(call('GET', `/models/${model}`));
    return found?.latestVersion?.version === versions ? found : undefined;
  });
}

/** Opens a tab of the entity page that is shown. */
export async function openTab(page, name) {
  await page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name, exact: true })
    .click();
}
