import { bakeTexts, readBakeTexts } from './bakeForm';

describe('the form of bake limits', () => {
  it('gives back the limits that it was filled with', () => {
    const limits = {
      durationSeconds: 90,
      minRequests: 200,
      maxErrorRate: 0.07,
      maxLatencyP99Ms: 250,
      maxLatencyRatio: 1.5,
    };
    const texts = bakeTexts(limits);
    expect(texts).toMatchObject({ minutes: '1.5', maxErrorPercent: '7' });
    expect(readBakeTexts(texts).limits).toEqual(limits);
  });

  it('begins with the usual ones where nobody watches', () => {
    const usual = { durationSeconds: 900, minRequests: 50, maxErrorRate: 0.05 };
    expect(readBakeTexts(bakeTexts(undefined)).limits).toEqual(usual);
    expect(readBakeTexts(bakeTexts({ durationSeconds: 0, minRequests: 1 })).limits).toEqual(usual);
  });

  it('has no limit where a field is empty, and says what it can’t read', () => {
    const texts = { ...bakeTexts(undefined), maxErrorPercent: '' };
    expect(readBakeTexts(texts).limits).toEqual({ durationSeconds: 900, minRequests: 50 });
    const { typed, limits } = readBakeTexts({ ...texts, minutes: '', maxLatencyRatio: '0.5' });
    expect(limits).toBeUndefined();
    expect(typed.minutes.problem).toBe('A number is needed here');
    expect(typed.maxLatencyRatio.problem).toBe('From 1 to 1,000, or nothing for no limit');
  });
});
