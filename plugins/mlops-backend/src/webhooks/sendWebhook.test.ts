import type { Lookup } from '../network/guardedLookup';
import { SECRET, startReceiver } from './__testUtils__/receiver';
import { sendWebhook } from './sendWebhook';

const message = { id: '00000000-0000-4000-8000-000000000001', body: '{"type":"test","é":1}' };
const OLD_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

describe('a webhook over HTTP', () => {
  const stopping: Array<() => Promise<void>> = [];
  const receive = async (...answer: Parameters<typeof startReceiver>) => {
    const receiver = await startReceiver(...answer);
    stopping.push(receiver.stop);
    return receiver;
  };

  afterEach(async () => {
    await Promise.all(stopping.splice(0).map(stop => stop()));
  });

  it('comes signed, as it is, with its id', async () => {
    const { endpoint, received } = await receive();
    expect(await sendWebhook(endpoint(), message)).toEqual({ isDelivered: true });
    expect(received).toEqual([
      {
        ...message,
        isGenuine: true,
        headers: expect.objectContaining({ 'content-type': 'application/json' }),
      },
    ]);
    expect(JSON.stringify(received[0].headers)).not.toContain(SECRET.slice(6));
  });

  it('is signed with the secret before as well, so that a receiver may change over', async () => {
    const { endpoint, received } = await receive();
    await sendWebhook(endpoint({ secrets: [OLD_SECRET, SECRET] }), message);
    await sendWebhook(endpoint({ secrets: [OLD_SECRET] }), message);
    expect(received.map(({ isGenuine }) => isGenuine)).toEqual([true, false]);
  });

  it.each([
    [500, false],
    [429, false],
    [302, false],
    [410, true],
  ])('that is answered with %i is not delivered', async (status, isFinal) => {
    const { endpoint, received } = await receive(response =>
      response.writeHead(status, { location: '/elsewhere' }).end('SECRET ANSWER'),
    );
    expect(await sendWebhook(endpoint(), message)).toEqual({
      isDelivered: false,
      why: `it answered with status ${status}`,
      isFinal,
    });
    expect(received).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    const { endpoint } = await receive(() => {});
    expect(await sendWebhook(endpoint(), message, { timeoutMs: 200 })).toMatchObject({
      isDelivered: false,
      why: 'it did not answer within 200 ms',
    });
  });

  it('is no way into the network, by an address as little as by a name', async () => {
    const { endpoint, received, url } = await receive();
    const localhost: Lookup = (_hostname, _options, callback) =>
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const named = url.replace('127.0.0.1', 'hooks.test');
    for (const refused of [endpoint(), endpoint({ url: named })]) {
      expect(
        await sendWebhook({ ...refused, allowPrivateAddresses: false }, message, {
          lookup: localhost,
        }),
      ).toMatchObject({ isDelivered: false, why: expect.stringContaining('no public address') });
    }
    expect(received).toEqual([]);
    expect(await sendWebhook(endpoint({ url: named }), message, { lookup: localhost })).toEqual({
      isDelivered: true,
    });
  });
});
