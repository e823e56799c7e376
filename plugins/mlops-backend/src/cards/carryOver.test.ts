import type { EarlierTexts } from './CardStore';
import type { CardTexts } from './CardSubject';
import { carryOver } from './carryOver';

/** Versions below 1000, newest first, as a store pages them. */
const earlier =
  (texts: CardTexts[]) =>
  async ({ limit, below = 1000 }: { limit: number; below?: number }): Promise<EarlierTexts[]> =>
    texts
      .map((sections, index) => ({ versionId: `v${999 - index}`, version: 999 - index, sections }))
      .filter(({ version }) => version < below)
      .slice(0, limit);

const IDS = ['factors', 'metrics'] as const;

describe('carryOver', () => {
  it('prefers what was written for the version, be it nothing', async () => {
    const words = await carryOver(
      IDS,
      { factors: 'own', metrics: '' },
      earlier([{ factors: 'earlier', metrics: 'earlier' }]),
    );
    expect([...words]).toEqual([
      ['factors', { text: 'own' }],
      ['metrics', { text: '' }],
    ]);
  });

  it('takes each section from the newest version that speaks to it', async () => {
    const words = await carryOver(
      IDS,
      {},
      earlier([{ factors: 'b' }, { factors: 'a', metrics: 'm' }]),
    );
    expect(words.get('factors')).toEqual({ text: 'b', from: { versionId: 'v999', version: 999 } });
    expect(words.get('metrics')).toEqual({ text: 'm', from: { versionId: 'v998', version: 998 } });
  });

  it('does not bring back what an earlier version took back', async () => {
    const words = await carryOver(IDS, {}, earlier([{ factors: '' }, { factors: 'a' }]));
    expect(words.get('factors')).toEqual({ text: '' });
    expect(words.has('metrics')).toBe(false);
  });

  it('looks as far back as needed', async () => {
    const texts: CardTexts[] = Array.from({ length: 400 }, () => ({ factors: 'f' }));
    texts[333] = { metrics: 'far' };
    const words = await carryOver(IDS, {}, earlier(texts));
    expect(words.get('metrics')).toEqual({
      text: 'far',
      from: { versionId: 'v666', version: 666 },
    });
  });

  it('asks for no further page when everything is found', async () => {
    const read = jest.fn(
      earlier(Array.from({ length: 400 }, () => ({ factors: 'f', metrics: 'm' }))),
    );
    await carryOver(IDS, {}, read);
    expect(read).toHaveBeenCalledTimes(1);
  });
});
