import { hash } from 'node:crypto';

/** Longer ones hold no token of ours, and aren't worth being hashed. */
const MAX_HEADER_LENGTH = 256;

/** Values of a header that are kept. */
const MAX_RECOGNIZED = 1_000;

/** Values of a header that presented a valid token, whose hash needn't be computed again. */
export class RecognizedTokens<Admitted> {
  /** Only valid ones, so that guesses can't drive them out. */
  private readonly known = new Map<string, Admitted>();

  /** @param tokenIn - the token in a value, if there is one */
  constructor(private readonly tokenIn: (value: string) => string | undefined) {}

  clear(): void {
    this.known.clear();
  }

  /** @param admitted - by the hash of their tokens */
  find(value: string | undefined, admitted: ReadonlyMap<string, Admitted>): Admitted | undefined {
    if (value === undefined || value.length > MAX_HEADER_LENGTH) return undefined;
    const known = this.known.get(value);
    if (known) return known;
    const token = this.tokenIn(value);
    const found = token === undefined ? undefined : admitted.get(hash('sha256', token, 'hex'));
    if (!found) return undefined;
    if (this.known.size >= MAX_RECOGNIZED) {
      const [oldest] = this.known.keys();
      this.known.delete(oldest);
    }
    this.known.set(value, found);
    return found;
  }
}
