import { load } from './load.mjs';

const RATE = 2_000;
const SECONDS_BEFORE = 10;
/** Between two changes. */
const PAUSE_MS = 100;

/**
 * Promotes one version and rolls back to the other, again and again, while requests come at a rate.
 *
 * @returns figures: failed requests, and the 99th percentile during the changes against before
 */
export async function promoteUnderLoad({ startServer, route, body, headers, promotions }) {
  const server = await startServer({}, [route]);
  const url = `http://127.0.0.1:${server.port}/v2/models/${route.deployment}/infer`;
  const ask = seconds => load(url, { body, headers, seconds, rate: RATE, mayFail: true });
  const before = await ask(SECONDS_BEFORE);
  let changing = true;
  const during = ask(Math.ceil((promotions * PAUSE_MS) / 1000) + 5).finally(() => {
    changing = false;
  });
  let changes = 0;
  for (; changes < promotions && changing; changes++) {
    const champion = {
      ...route.champion,
      version: String(2 - (changes % 2)),
      digest: `${changes % 2}`,
    };
    await server.apply({
      generation: changes + 2,
      routes: [{ ...route, revision: changes + 2, champion }],
    });
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  const { p99, total, failed } = await during;
  await server.close();
  if (changes < promotions) throw new Error(`Only ${changes} of ${promotions} changes were made`);
  return [
    {
      what: `requests failed during ${promotions} promotions`,
      unit: 'requests',
      value: failed,
      baseline: total,
      mostValue: 0,
    },
    {
      what: `99th percentile during ${promotions} promotions`,
      unit: 'ms',
      value: p99,
      baseline: before.p99,
      most: 1.5,
    },
  ];
}
