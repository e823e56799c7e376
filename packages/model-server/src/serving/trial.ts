import { timingSafeEqual } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';

/** Carries the server's trial token. */
export const TRIAL_HEADER = 'x-mlops-trial';

/** Whether a request comes from somebody who was given the server's trial token. */
export function isTrial(headers: IncomingHttpHeaders, token: string): boolean {
  const sent = headers[TRIAL_HEADER];
  return (
    typeof sent === 'string' &&
    sent.length === token.length &&
    timingSafeEqual(Buffer.from(sent, 'latin1'), Buffer.from(token, 'latin1'))
  );
}
