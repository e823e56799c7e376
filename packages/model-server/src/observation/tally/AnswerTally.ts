import { closeSync, fstatSync, ftruncateSync, futimesSync, openSync, writeSync } from 'node:fs';
import {
  COUNT_BYTES,
  MAGIC,
  recordBytes,
  startRecord,
  TalliedVersion,
  tallyName,
} from './TallyBytes';

const FIRST_BYTES = 4_096;
/** Between two writes while answers follow each other, and so the longest that anything waits for its own. */
const INTERVAL_MS = 2;

/** What is told of a tally that can't be kept. */
export type TallyTrouble = (error: Error) => void;

/**
 * How many requests a worker thread answered, in a file: what the system holds of a file outlives a process that is killed,
 * which what the process holds doesn't.
 *
 * The file is written right after an answer, and then not for two milliseconds: a write takes microseconds, which is a part
 * to be noticed of what an answer takes. So what it doesn't know of, when a process is killed, is the answer that has just
 * gone out, and where a thread gives more than five hundred a second those of the last two milliseconds.
 */
export class AnswerTally {
  /** What the file has to have. */
  private bytes = Buffer.alloc(FIRST_BYTES);
  /** The same bytes. ONNX Runtime is for little-endian machines only, and so is this. */
  private counts = doublesOf(this.bytes);
  private used = MAGIC.length;
  private readonly places = new Map<string, number>();
  private fd?: number;
  /** What of the bytes the file doesn't have yet. */
  private changedFrom = Infinity;
  private changedTo = 0;
  /** Goes on for as long as it finds something to write; what is counted meanwhile is left to it. */
  private timer?: NodeJS.Timeout;

  /**
   * Begins a new file. Without one, where none can be had, everything but the file goes on.
   *
   * @param path - of which there is no file yet
   * @param onTrouble - told once why there is no file any more; a file that is left is no tally then
   */
  constructor(
    private readonly path: string,
    private readonly onTrouble: TallyTrouble,
  ) {
    MAGIC.copy(this.bytes);
    this.attempt(() => this.open());
  }

  /** Where requests of a version are counted. */
  placeOf(observed: TalliedVersion): number {
    const name = tallyName(observed);
    const known = this.places.get(name);
    if (known !== undefined) return known;
    const place = this.used;
    const end = place + recordBytes(name);
    this.growTo(end);
    startRecord(this.bytes, place, name);
    this.used = end;
    this.places.set(name, place);
    this.change(place, end);
    return place;
  }

  /** Counts a request. */
  count(place: number): void {
    this.counts[place / COUNT_BYTES] += 1;
    this.change(place, place + COUNT_BYTES);
    if (this.timer) return;
    // For all that are answered in this turn of the event loop.
    process.nextTick(this.onTurn);
    this.timer = setTimeout(this.onTime, INTERVAL_MS);
  }

  /** Writes what was counted since the last write. */
  write(): void {
    if (this.changedTo === 0) return;
    const [from, to] = [this.changedFrom, this.changedTo];
    this.changedFrom = Infinity;
    this.changedTo = 0;
    if (this.fd === undefined) return;
    this.attempt(() => this.writeRange(from, to));
  }

  private readonly onTurn = (): void => this.write();

  private readonly onTime = (): void => {
    if (this.changedTo === 0) this.timer = undefined;
    else {
      this.write();
      this.timer!.refresh();
    }
  };

  /** Says that the thread lives, by the time of the file; makes the file anew where somebody removed it. */
  keepAlive(): void {
    if (this.fd === undefined) return;
    this.attempt(() => {
      if (fstatSync(this.fd!).nlink === 0) {
        closeSync(this.fd!);
        this.fd = undefined;
        this.open();
        return;
      }
      const now = new Date();
      futimesSync(this.fd!, now, now);
    });
  }

  close(): void {
    clearTimeout(this.timer);
    this.write();
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  private open(): void {
    // Neither one that is there nor what a link leads to.
    this.fd = openSync(this.path, 'wx', 0o600);
    this.writeRange(0, this.used);
  }

  private writeRange(from: number, to: number): void {
    let place = from;
    while (place < to) place += writeSync(this.fd!, this.bytes, place, to - place, place);
  }

  private change(from: number, to: number): void {
    this.changedFrom = Math.min(this.changedFrom, from);
    this.changedTo = Math.max(this.changedTo, to);
  }

  private growTo(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    const grown = Buffer.alloc(Math.max(bytes, 2 * this.bytes.length));
    this.bytes.copy(grown);
    this.bytes = grown;
    this.counts = doublesOf(grown);
  }

  /** A disk that is full or gone is no reason not to answer, but what is on it must not be taken for the whole. */
  private attempt(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.giveUp();
      this.onTrouble(error as Error);
    }
  }

  private giveUp(): void {
    if (this.fd === undefined) return;
    const { fd } = this;
    this.fd = undefined;
    try {
      ftruncateSync(fd);
    } catch {
      // It is told below that there is trouble. What is left has fewer requests than were stored, sooner or later.
    }
    try {
      closeSync(fd);
    } catch {
      // The same.
    }
  }
}

function doublesOf({ buffer, byteOffset, length }: Buffer): Float64Array {
  return new Float64Array(buffer as ArrayBuffer, byteOffset, length / COUNT_BYTES);
}
