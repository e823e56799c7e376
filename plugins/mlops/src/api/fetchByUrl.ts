import type { FetchApi } from '@backstage/frontend-plugin-api';

/**
 * A fetch that takes a `Request` apart before it hands it on. The middlewares of Backstage's fetch API each make a new
 * `Request` of what they are given and then pass on the original, whose body is used up by then.
 */
export function fetchByUrl(fetchApi: FetchApi): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers, signal } = request;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? await request.blob() : undefined;
    return fetchApi.fetch(url, { method, headers, signal, body });
  };
}
