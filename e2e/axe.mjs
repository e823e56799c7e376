import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const source = await readFile(path, 'utf8');

const SETTLED_MS = 5_000;

/**
 * What axe finds in a page of impact serious or critical, in words. The whole page is judged, with the portal's own frame.
 */
export async function seriousViolations(page) {
  // What fades in has other colours meanwhile.
  await page
    .waitForFunction(
      () => document.getAnimations().every(({ playState }) => playState !== 'running'),
      undefined,
      { timeout: SETTLED_MS },
    )
    .catch(() => {});
  // Evaluated rather than added as a script, which the portal's content security policy forbids.
  await page.evaluate(source);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(
          node =>
            `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}; ${node.failureSummary}`,
        ),
      );
  });
}
