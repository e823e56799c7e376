import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { SeededRandom } = require('@mlops-backstage/model-profile/src/paired/SeededRandom');

/** Numbers between 0 and 1, both excluded. */
export function uniforms(seed) {
  const random = new SeededRandom(seed);
  return () => (random.next() + 0.5) / 2 ** 32;
}
