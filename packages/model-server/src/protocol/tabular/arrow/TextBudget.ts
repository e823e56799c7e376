import { ProtocolError } from '../../ProtocolError';

/** Bounds the text of a request whose values may share it: few bytes could stand for more than memory holds. */
export class TextBudget {
  /** @param left - bytes */
  constructor(private left: number) {}

  /** @throws ProtocolError 400 when there is no more */
  take(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) {
      throw new ProtocolError(400, 'The text of dictionaries and views is repeated too often');
    }
  }
}
