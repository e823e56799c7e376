/** Runs something never twice at the same time; who asks while it runs is served by one more run after it. */
export class CoalescedRun {
  private current?: Promise<void>;
  private next?: Promise<void>;

  constructor(private readonly run: () => Promise<void>) {}

  /** @returns when a run that began after this call has ended; rejects when it failed */
  start(): Promise<void> {
    if (!this.current) {
      this.current = this.run().finally(() => {
        this.current = undefined;
      });
      return this.current;
    }
    this.next ??= this.current
      .catch(() => {})
      .then(() => {
        this.next = undefined;
        return this.start();
      });
    return this.next;
  }
}
