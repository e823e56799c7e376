import { mlopsApi } from '../scripts/demo/api.mjs';

/** Goes as far as the identity provider's answer: the portal that `page` shows takes the person in, or says why not. */
export async function signInAtProvider(page, name) {
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign In' }).click();
  const provider = await popup;
  await provider.getByLabel('Name').fill(name);
  const closed = provider.waitForEvent('close');
  await provider.getByRole('button', { name: 'Continue' }).click();
  await closed;
}

/**
 * Signs in as a person of the sample organisation, such as `ivar.lund`.
 *
 * @param page - shows the sign-in page of a portal that `organisationPortal` started
 */
export async function signInAs(page, name) {
  await signInAtProvider(page, name);
  await page.getByRole('link', { name: 'ML models' }).first().waitFor();
}

/** A Backstage token of whoever is signed in on a page. */
export function tokenOf(page) {
  return page.evaluate(async () => {
    const response = await fetch('/api/auth/oidc/refresh?env=production', {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    return (await response.json()).backstageIdentity?.token;
  });
}

/** The portal's API in the name of whoever is signed in on a page. */
export async function apiOf(page) {
  return mlopsApi(new URL(page.url()).origin, await tokenOf(page));
}
