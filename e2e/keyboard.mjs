// A person without a mouse, who has to see where they are.
import assert from 'node:assert/strict';
import { soon } from './soon.mjs';

const MOST_TABS = 120;

const hasFocus = locator =>
  locator.evaluate(element => element.contains(document.activeElement)).catch(() => false);

/** What has the focus, in words, and whether it is seen: by an outline or a shadow that it has for it, or a background. */
const focusInPage = () => {
  const active = document.activeElement;
  const isDrawn = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return hasOutline || style.boxShadow !== 'none';
  };
  const isRinged = element =>
    [undefined, '::before', '::after'].some(pseudo => isDrawn(element, pseudo));
  // React Aria hides the input of a checkbox, and shows the focus on what stands in its place.
  const stand = active.closest('[data-focus-visible]');
  // A field with an icon in it shows it around both.
  const around = active.matches('input') ? [active.parentElement] : [];
  const ringed = [active, ...around, ...(stand ? [stand, ...stand.children] : [])].some(isRinged);
  // An option shows it by its background, which no other one has.
  const groundOf = element => getComputedStyle(element).backgroundColor;
  const others = [...(active.parentElement?.children ?? [])].filter(one => one !== active);
  const stands =
    active.matches('[role="option"]') &&
    others.length > 0 &&
    others.every(one => groundOf(one) !== groundOf(active));
  const name = active.getAttribute('aria-label') ?? active.textContent.trim().slice(0, 60);
  return {
    isSeen: ringed || stands,
    words: `${active.tagName.toLowerCase()}.${active.className} "${name}"`,
  };
};

/** Fails unless what has the focus shows it. */
export async function assertFocusIsSeen(page) {
  await soon(async () => {
    const { isSeen, words } = await page.evaluate(focusInPage);
    assert.ok(isSeen, `Nothing shows that ${words} has the focus`);
  }, 1_000);
}

/** Goes on with Tab to an element, or into it. */
export async function tabTo(page, locator) {
  await locator.waitFor({ state: 'attached' });
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    await page.keyboard.press('Tab');
    if (await hasFocus(locator)) {
      await assertFocusIsSeen(page);
      return;
    }
  }
  assert.fail(`${MOST_TABS} times Tab don't lead to ${locator}`);
}

/** Goes on with an arrow key to an element, or into it. */
export async function arrowTo(page, key, locator, most = 10) {
  for (let steps = 0; !(await hasFocus(locator)); steps++) {
    assert.ok(steps < most, `${most} times ${key} don't lead to ${locator}`);
    await page.keyboard.press(key);
  }
  await assertFocusIsSeen(page);
}
