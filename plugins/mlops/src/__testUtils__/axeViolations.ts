import { act } from '@testing-library/react';
import axe from 'axe-core';

/**
 * What axe finds wrong in the page, in words. Colours aren't known here, and the parts of a page that the portal brings
 * (its landmarks) stand around what a test renders.
 */
export async function axeViolations(root: Element = document.body): Promise<string[]> {
  // What the page still waits for may come while axe looks.
  const { violations } = await act(() =>
    axe.run(root, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    }),
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id} (${help}): ${node.html}`),
  );
}
