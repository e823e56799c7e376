import { limitsInWords } from './tokenLimits';

it('tells limits with their units', () => {
  expect(limitsInWords({})).toBe('No limit');
  expect(limitsInWords({ requestsPerSecond: 2_000 })).toBe('2,000 requests/s');
  expect(limitsInWords({ requestsPerSecond: 0.5, maxConcurrentRequests: 4 })).toBe(
    '0.5 requests/s, 4 at a time',
  );
});
