import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 100;

/** Checks again until the assertions in it hold; then what it gives, else its last failure. */
export async function soon(check, timeoutMs = 20_000) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await sleep(PAUSE_MS);
    }
  }
}
