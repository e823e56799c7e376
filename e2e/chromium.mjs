import { chromium } from 'playwright-core';

/** Why the browser tests are left out, if they are. */
export const withoutBrowser =
  !process.env.MLOPS_TEST_CHROMIUM && 'set MLOPS_TEST_CHROMIUM to the path of a Chromium';

/** A headless Chromium that looks nothing up outside. */
export function launchChromium() {
  return chromium.launch({
    executablePath: process.env.MLOPS_TEST_CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Enters the portal as a guest. */
export async function enterAsGuest(page, baseUrl) {
  await page.goto(baseUrl);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'ML models' }).first().waitFor();
}
