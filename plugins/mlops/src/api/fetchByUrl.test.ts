import { fetchByUrl } from './fetchByUrl';

/** What each of Backstage's fetch middlewares does. */
const middleware =
  (next: typeof fetch): typeof fetch =>
  (input, init) => {
    expect(new Request(input, init).url).toBe('http://backend.test/api');
    return next(input, init);
  };

describe('fetchByUrl', () => {
  it('gets a request with a body through middlewares that read it', async () => {
    const received: Array<{ method: string; type: string | null; text: string }> = [];
    const last: typeof fetch = async (input, init) => {
      const { method, headers } = new Request(input, init);
      const text = await (init!.body as Blob).text();
      received.push({ method, type: headers.get('content-type'), text });
      return new Response();
    };
    await fetchByUrl({ fetch: middleware(middleware(last)) })(
      new Request('http://backend.test/api', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"reason":"better"}',
      }),
    );
    expect(received).toEqual([
      { method: 'POST', type: 'application/json', text: '{"reason":"better"}' },
    ]);
  });
});
