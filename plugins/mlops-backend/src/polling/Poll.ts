/** How often a replica looks for changes that others made, in milliseconds; bounds when a change is in force everywhere. */
const POLL_MS = 500;

/** Looks again and again, one turn after the other: half a second after the last one, or at once when triggered. */
export class Poll {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  /** @param onError - told why a turn failed; the next one comes all the same */
  constructor(
    private readonly look: () => Promise<void>,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Looks as soon as the turns before are over; the first time also starts the poll. Resolves after that turn, whether it failed or not. */
  trigger(): Promise<void> {
    this.running = this.running.then(() => this.turn());
    return this.running;
  }

  /** Waits for the turn that is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async turn(): Promise<void> {
    if (this.stopped) {
      return;
    }
    clearTimeout(this.timer);
    try {
      await this.look();
    } catch (error) {
      this.onError(error as Error);
    }
    if (!this.stopped) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.trigger(), POLL_MS);
      this.timer.unref();
    }
  }
}
