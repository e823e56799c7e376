/** The part of a trace that a request comes from, as W3C Trace Context has it in `traceparent` and `tracestate`. */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits; of the caller's span. */
  readonly spanId: string;
  /** Of systems that the trace went through, as it was sent; absent where it is longer than they may be. */
  readonly state?: string;
}

/** Later versions of the format may have more behind these fields. */
const FORM = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const ZEROS = /^0+$/;
const SAMPLED = 1;

/** What has to be passed on; more than that need not. */
const MAX_STATE_LENGTH = 512;

/**
 * Reads the trace that a request is part of: W3C Trace Context, 3.2.
 *
 * @returns undefined where there is none, where it makes no sense, and where its caller doesn't record it
 */
export function parseTraceParent(
  traceparent: string | undefined,
  tracestate: string | undefined,
): TraceParent | undefined {
  if (traceparent === undefined) return undefined;
  const [, version, traceId, spanId, flags, rest] = FORM.exec(traceparent) ?? [];
  if (version === undefined || ZEROS.test(traceId) || ZEROS.test(spanId)) return undefined;
  if (version === '00' && rest !== undefined) return undefined;
  // eslint-disable-next-line no-bitwise
  if ((parseInt(flags, 16) & SAMPLED) === 0) return undefined;
  const state = tracestate && tracestate.length <= MAX_STATE_LENGTH ? tracestate : undefined;
  return { traceId, spanId, ...(state && { state }) };
}
