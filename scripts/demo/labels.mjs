// What came true, told by the ids that an endpoint answered; and what it says of a challenger.

/** As many as one request takes. */
const MOST_LABELS = 20_000;

/**
 * Tells the registry what came true of flights.
 *
 * @param answered - `[{ predictionId, flights }]`, of each request
 * @param labelOf - what came true of a flight
 * @returns how many labels are of predictions that were logged
 */
export async function tellLabels(call, deployment, answered, labelOf) {
  const labels = answered.flatMap(({ predictionId, flights }) =>
    flights.map((flight, row) => ({ predictionId, row, label: labelOf(flight) })),
  );
  let matched = 0;
  for (let from = 0; from < labels.length; from += MOST_LABELS) {
    const receipt = await call('POST', `/deployments/${deployment}/labels`, {
      labels: labels.slice(from, from + MOST_LABELS),
    });
    matched += receipt.matched;
  }
  return matched;
}

/** The verdict on a challenger, in a sentence. */
export async function verdictOn(call, deployment, version) {
  const { verdict } = await call('GET', `/deployments/${deployment}/comparison?version=${version}`);
  return verdict.sentence;
}
