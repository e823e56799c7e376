import { ProfileFormatError } from '../errors';
import { VarintReader, writeVarint } from './unsignedVarint';

const RELATIVE_ACCURACY = 0.01;
const GAMMA = (1 + RELATIVE_ACCURACY) / (1 - RELATIVE_ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);

/** A nanosecond, in milliseconds: below the resolution of the clocks that latencies are read from. */
const SHORTEST = 1e-6;
/** Eleven and a half days, in milliseconds. */
const LONGEST = 1e9;
const LOWEST_KEY = Math.ceil(Math.log(SHORTEST) / LOG_GAMMA);
const BUCKETS = Math.ceil(Math.log(LONGEST) / LOG_GAMMA) - LOWEST_KEY + 1;

const FORMAT = 1;

/**
 * Quantiles of latencies to within 1 %, mergeable without loss.
 *
 * A DDSketch (Masson, Rim, Lee: "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with
 * Relative-Error Guarantees", VLDB 2019): counts in buckets (γᵏ⁻¹, γᵏ] with γ = 1.01 / 0.99. Latencies
 * have known bounds, so the buckets are one array of 14 kB, adding never allocates and merging is adding
 * up. Shorter ones than a nanosecond count as one nanosecond, longer ones than 10⁹ ms as 10⁹ ms.
 */
export class LatencySketch {
  private readonly buckets = new Float64Array(BUCKETS);
  private added = 0;

  /**
   * Restores what `toBytes` wrote.
   *
   * @throws ProfileFormatError when the bytes are no sketch
   */
  static fromBytes(bytes: Uint8Array): LatencySketch {
    const reader = new VarintReader(bytes);
    if (reader.read() !== FORMAT) throw new ProfileFormatError('Not a latency sketch of format 1');
    const sketch = new LatencySketch();
    for (let bucket = -1; !reader.done;) {
      bucket += 1 + reader.read();
      if (bucket >= BUCKETS) throw new ProfileFormatError(`There is no bucket ${bucket}`);
      sketch.addToBucket(bucket, reader.read());
    }
    return sketch;
  }

  /** Number of latencies added. */
  get count(): number {
    return this.added;
  }

  /**
   * Adds one latency.
   *
   * @throws RangeError when it is negative or NaN
   */
  add(milliseconds: number): void {
    if (!(milliseconds >= 0)) {
      throw new RangeError(`A latency must be at least 0 ms, got ${milliseconds}`);
    }
    const bounded = Math.min(Math.max(milliseconds, SHORTEST), LONGEST);
    this.addToBucket(Math.ceil(Math.log(bounded) / LOG_GAMMA) - LOWEST_KEY, 1);
  }

  /**
   * The latency of rank ⌊q·(count − 1)⌋ from 0 in ascending order, in milliseconds, with a relative
   * error of at most 1 %; null when nothing was added.
   *
   * @param q - in [0, 1]: 0.5 the median, 0.99 the latency that 1 % exceed
   * @throws RangeError when q is outside [0, 1]
   */
  quantile(q: number): number | null {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile must be in [0, 1], got ${q}`);
    if (this.added === 0) return null;
    const rank = Math.floor(q * (this.added - 1));
    let bucket = 0;
    for (let upTo = this.buckets[0]; upTo <= rank; upTo += this.buckets[bucket]) bucket++;
    // The value with the same relative distance to both ends of the bucket.
    return (2 * GAMMA ** (bucket + LOWEST_KEY)) / (GAMMA + 1);
  }

  /** Adds all latencies of another sketch, which stays as it is. */
  merge(other: LatencySketch): void {
    other.buckets.forEach((count, bucket) => this.addToBucket(bucket, count));
  }

  /**
   * Takes away what was merged into this sketch before.
   *
   * @throws RangeError when it wasn't: this sketch would be left with fewer latencies than none
   */
  subtract(earlier: LatencySketch): void {
    if (earlier.buckets.some((count, bucket) => count > this.buckets[bucket])) {
      throw new RangeError('The sketch to be taken away has latencies that this one does not have');
    }
    earlier.buckets.forEach((count, bucket) => this.addToBucket(bucket, -count));
  }

  /**
   * How many latencies are longer beyond doubt: up to 2 % above, they may be left out.
   *
   * @throws RangeError when it is negative or NaN
   */
  countAbove(milliseconds: number): number {
    if (!(milliseconds >= 0)) {
      throw new RangeError(`A latency must be at least 0 ms, got ${milliseconds}`);
    }
    // The first bucket that begins there or above; the bucket before it reaches below.
    const first =
      Math.ceil(Math.log(Math.max(milliseconds, SHORTEST)) / LOG_GAMMA) - LOWEST_KEY + 1;
    return this.buckets.slice(Math.max(first, 0)).reduce((sum, count) => sum + count, 0);
  }

  /** The occupied buckets as LEB128 integers: the format's number, then pairs of gap and count. */
  toBytes(): Uint8Array {
    const bytes: number[] = [];
    writeVarint(bytes, FORMAT);
    let previous = -1;
    this.buckets.forEach((count, bucket) => {
      if (count === 0) return;
      writeVarint(bytes, bucket - previous - 1);
      writeVarint(bytes, count);
      previous = bucket;
    });
    return Uint8Array.from(bytes);
  }

  private addToBucket(bucket: number, count: number): void {
    this.buckets[bucket] += count;
    this.added += count;
  }
}
