import { keyOf, signWebhook } from './signWebhook';

/** The example of the specification's reference libraries (standard-webhooks, `libraries/javascript/src/index.test.ts`). */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

it('signs as the reference libraries do', () => {
  const headers = signWebhook(
    SECRET,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    new Date(1_614_265_330_999),
    '{"test": 2432232314}',
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it.each([
  ['without its prefix', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['that is too short', 'whsec_MfKQ9r8GKYqrTwjUPD8I'],
  ['that is too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
  ['that is not Base64', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!'],
])('takes no secret %s, and does not show it', (_, secret) => {
  expect(() => keyOf(secret)).toThrow('has to be whsec_ and 24 to 64 bytes in Base64');
  expect(() => keyOf(secret)).not.toThrow(secret);
});
