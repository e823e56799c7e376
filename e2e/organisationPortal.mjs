// The portal as an organisation runs it: the production config, people who sign in at an identity provider, no guests.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root } from '../scripts/demo/portal.mjs';
import { launchChromium } from './chromium.mjs';
import { startOidcProvider } from './oidcProvider.mjs';
import { peopleOfOrganisation } from './organisation.mjs';
import { apiOf, signInAs } from './signIn.mjs';
import { temporaryPortal } from './temporaryPortal.mjs';

const TIMEOUT_MS = 30_000;

/**
 * @param options - of the temporary portal
 * @param options.strangers - people with an account at the provider whom the catalog doesn't know
 */
export async function organisationPortal({ strangers = [], ...options } = {}) {
  let provider;
  let browser;
  const portal = await temporaryPortal({
    ...options,
    async settings(portalUrl, modelsUrl) {
      provider = await startOidcProvider({
        people: [...(await peopleOfOrganisation()), ...strangers],
        portalUrl,
      });
      return {
        configs: [join(root, 'app-config.production.yaml')],
        env: {
          NODE_ENV: 'production',
          PORTAL_URL: portalUrl,
          MODELS_URL: modelsUrl,
          AUTH_SESSION_SECRET: randomBytes(16).toString('hex'),
          OIDC_METADATA_URL: provider.metadataUrl,
          OIDC_CLIENT_ID: provider.clientId,
          OIDC_CLIENT_SECRET: provider.clientSecret,
          // The database is SQLite, which takes no notice of these.
          POSTGRES_HOST: 'unused',
          POSTGRES_PORT: '5432',
          POSTGRES_USER: 'unused',
          POSTGRES_PASSWORD: 'unused',
        },
      };
    },
  });

  async function stop() {
    await browser?.close();
    await portal.stop();
    await provider.stop();
  }

  /** A browser of somebody who isn't signed in yet, at the sign-in page. */
  async function visitor() {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.goto(portal.baseUrl);
    return page;
  }

  try {
    await portal.start();
    browser = await launchChromium();
    return {
      portal,
      baseUrl: portal.baseUrl,
      stop,
      visitor,
      /** Somebody of the organisation, signed in: their `page`, and `call`, the API in their name. */
      async person(name) {
        const page = await visitor();
        await signInAs(page, name);
        return { name, page, call: await apiOf(page) };
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
