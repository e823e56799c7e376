import { formatAmount, formatCount, type Count } from '../../format/numbers';

/**
 * Which part of a list a page is, as far as it is known: `1 – 25 of more than 10,000`; nothing of an empty page.
 *
 * @param offset - how many stand on the pages before
 */
export function pageLabel(shown: number, offset: number, count: Count | undefined): string {
  if (shown === 0) {
    return '';
  }
  const part = `${formatCount(offset + 1)} – ${formatCount(offset + shown)}`;
  return count ? `${part} of ${formatAmount(count)}` : part;
}

/** The same of a page of the contract. */
export function labelOfPage(
  page: { items: readonly unknown[]; totalItems?: number } | undefined,
  offset: number,
): string {
  if (!page) {
    return '';
  }
  const { items, totalItems } = page;
  const count = totalItems === undefined ? undefined : { value: totalItems, isExact: true };
  return pageLabel(items.length, offset, count);
}
