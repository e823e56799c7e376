import { randomBytes } from 'node:crypto';

/**
 * Names predictions, each once: by 72 random bits of whoever makes them and a number, which costs a tenth of as many random
 * bits for each.
 */
export class PredictionIds {
  private readonly prefix = randomBytes(9).toString('base64url');
  private count = 0;

  next(): string {
    return `${this.prefix}-${(this.count++).toString(36)}`;
  }
}
