import type { CardSectionId } from '@mlops-backstage/plugin-mlops-common';
import type { CardTexts } from './CardSubject';
import type { EarlierTexts } from './CardStore';

/** The words of a section, and whose they are. */
export interface SectionWords {
  /** Empty when nobody said anything, or somebody said that there is nothing to say. */
  text: string;
  /** The earlier version that they were taken over from. */
  from?: { versionId: string; version: number };
}

/** More versions than these are rarely asked: most sections are found in the first ones. */
const PAGE = 50;

/**
 * The words of each section: those written for the version itself, and otherwise those of the newest earlier version
 * that spoke to the section. Words that an earlier version took back (by an empty text) stay away: the versions before
 * it aren't asked any more.
 *
 * @param own - what was written for the version
 * @param earlier - reads a page of earlier versions, newest first
 */
export async function carryOver(
  ids: readonly CardSectionId[],
  own: CardTexts,
  earlier: (page: { limit: number; below?: number }) => Promise<EarlierTexts[]>,
): Promise<Map<CardSectionId, SectionWords>> {
  const words = new Map<CardSectionId, SectionWords>();
  for (const id of ids) {
    const text = own[id];
    if (text !== undefined) {
      words.set(id, { text });
    }
  }
  let below: number | undefined;
  while (words.size < ids.length) {
    const page = await earlier({ limit: PAGE, below });
    for (const { versionId, version, sections } of page) {
      for (const id of ids) {
        const text = sections[id];
        if (text !== undefined && !words.has(id)) {
          words.set(id, text === '' ? { text } : { text, from: { versionId, version } });
        }
      }
      below = version;
    }
    if (page.length < PAGE) {
      break;
    }
  }
  return words;
}
