// Looked up once, not for each of some million numbers.
const { floor, imul } = Math;

/**
 * xoshiro128** of Blackman & Vigna, "Scrambled linear pseudorandom number generators" (2021), its state filled by
 * SplitMix32 (Steele, Lea & Flood 2014, with MurmurHash3's finaliser). The same seed gives the same numbers everywhere.
 * Not for secrets.
 */
export class SeededRandom {
  private readonly state = new Uint32Array(4);

  /** @param seed - a whole number; its lower 32 bits count */
  constructor(seed: number) {
    let mixed = seed >>> 0;
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + 0x9e3779b9) >>> 0;
      let word = mixed;
      word = imul(word ^ (word >>> 16), 0x85ebca6b);
      word = imul(word ^ (word >>> 13), 0xc2b2ae35);
      this.state[i] = word ^ (word >>> 16);
    }
  }

  /** A whole number from 0 to 2³² − 1. */
  next(): number {
    const s = this.state;
    const result = imul(rotateLeft(imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotateLeft(s[3], 11);
    return result;
  }

  /** A whole number from 0 to `bound` − 1; each within bound / 2³² of equally likely. */
  below(bound: number): number {
    return floor((this.next() / 2 ** 32) * bound);
  }
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
