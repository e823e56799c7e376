import { splitPoint } from './splitPoint';

const KEYS = Array.from({ length: 100_000 }, (_, i) => `customer-${i}`);

// python -c "import hashlib; print(int.from_bytes(hashlib.sha256('risk\0customer-1'.encode()).digest()[:4], 'big') / 2**32 * 100)"
it.each([
  ['risk', 'customer-1', 1.295537012629211],
  ['risk', 'Zürich', 91.53665860649198],
  ['other', 'customer-1', 80.8461370645091],
])('%s and %s lie where they lie for everybody', (deployment, key, expected) => {
  expect(splitPoint(deployment, key)).toBe(expected);
});

it('spreads keys that are alike evenly', () => {
  const counts = new Array<number>(100).fill(0);
  for (const key of KEYS) counts[Math.floor(splitPoint('risk', key))]++;
  const expected = KEYS.length / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // χ²(99) exceeds it once in a thousand times.
  expect(chiSquare).toBeLessThan(148.23);
});

it('picks other keys for another deployment', () => {
  const first = (deployment: string) =>
    new Set(KEYS.filter(key => splitPoint(deployment, key) < 10));
  const [a, b] = [first('a'), first('b')];
  const both = [...a].filter(key => b.has(key)).length;
  // A hundredth of the keys, give or take five standard deviations.
  expect(Math.abs(both - 1000)).toBeLessThan(5 * Math.sqrt(1000));
});
