import type { Endpoint } from './Endpoint';
import { ref } from './schemas';

const REFUSALS: Record<number, string> = {
  400: 'The request is not what the model takes; the error says why',
  401: 'A valid endpoint token of this deployment is needed',
  403: 'The endpoint token is for another deployment',
  404: 'The server has no endpoint of this name',
  411: 'The request has no body',
  413: 'The request is too large',
  415: 'The content type, or how the body is compressed, is none that the endpoint takes',
  429: 'The endpoint token has reached its limit',
  500: 'The model failed on this request',
  503: 'No models are loaded yet, or too many requests wait',
};

const RETRY_AFTER = {
  description: 'For how many seconds to wait before the next try.',
  schema: { type: 'integer', minimum: 1 },
};

/** Where it always comes; when the server isn't ready, nobody knows for how long. */
const ALWAYS_RETRIED = 429;
const SOMETIMES_RETRIED = 503;

function refusal(status: number, tellsRetry: boolean) {
  const mayRetry = tellsRetry && (status === ALWAYS_RETRIED || status === SOMETIMES_RETRIED);
  return {
    description: REFUSALS[status],
    ...(mayRetry && {
      headers: { 'Retry-After': { ...RETRY_AFTER, required: status === ALWAYS_RETRIED } },
    }),
    content: { 'application/json': { schema: ref('Error') } },
  };
}

const refusals = (statuses: number[], tellsRetry = false) =>
  Object.fromEntries(statuses.map(status => [status, refusal(status, tellsRetry)]));

/** Of the server's health, which anybody may ask. */
export const NOT_READY = refusals([503]);

/** Of what is asked of the model, besides its inference. */
export const questionRefusals = ({ needsToken }: Endpoint) =>
  refusals([404, 503, ...(needsToken ? [401, 403] : [])]);

/** Of the inference, which is what tokens have limits of. */
export const inferRefusals = ({ needsToken }: Endpoint) =>
  refusals([400, 404, 411, 413, 415, 500, 503, ...(needsToken ? [401, 403, 429] : [])], true);
