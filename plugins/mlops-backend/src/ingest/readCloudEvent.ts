import { InputError } from '@backstage/errors';
import { timeOf } from './IngestedPrediction';
import type { PayloadEvent } from './PayloadPairStore';

/** The types of events that KServe's logger sends. */
const PARTS: Readonly<Record<string, PayloadEvent['part']>> = {
  'org.kubeflow.serving.inference.request': 'request',
  'org.kubeflow.serving.inference.response': 'response',
};

/** A larger payload is a batch job's. */
const MAX_BYTES = 1024 * 1024;

/**
 * An event of KServe's payload logger, in either mode of the CloudEvents HTTP binding: attributes in `ce-` headers and the
 * payload as body (binary, which KServe uses), or all in the body (structured).
 *
 * @param headerOf - a header of the request; of an action there are none
 * @throws `InputError` for what is no such event
 */
export function readCloudEvent(
  body: object,
  headerOf: (name: string) => string | undefined,
): PayloadEvent {
  const isBinary = headerOf('ce-id') !== undefined;
  const attributes = isBinary
    ? { id: headerOf('ce-id'), type: headerOf('ce-type'), time: headerOf('ce-time') }
    : (body as { id?: unknown; type?: unknown; time?: unknown });
  const payload = isBinary ? body : (body as { data?: unknown }).data;
  const { id, type, time } = attributes;
  if (typeof id !== 'string' || id === '' || id.length > 100) {
    throw new InputError('The event needs an id of 1 to 100 characters (ce-id)');
  }
  const part = PARTS[String(type)];
  if (!part) {
    throw new InputError(
      `The event's type (ce-type) has to be ${Object.keys(PARTS).join(' or ')}, but is ${String(type).slice(0, 100)}`,
    );
  }
  if (typeof payload !== 'object' || payload === null) {
    throw new InputError('The payload of the event has to be JSON');
  }
  const text = JSON.stringify(payload);
  if (Buffer.byteLength(text) > MAX_BYTES) {
    throw new InputError(`The payload of the event is larger than ${MAX_BYTES} bytes`);
  }
  return {
    id,
    part,
    time: time === undefined ? Date.now() : timeOf(time, 'The event'),
    body: text,
  };
}
