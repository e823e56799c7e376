const call = (url: string, type: string, body: string) => `curl -X POST '${url}' \\
  -H "Authorization: Bearer $BACKSTAGE_TOKEN" \\
  -H 'Content-Type: ${type}' \\
  --data-binary '${body}'`;

const urlOf = (backend: string, deployment: string, rest: string) =>
  `${backend}/api/mlops/deployments/${deployment}/${rest}`;

/** A command that tells labels as CSV, by the key column where there is one. */
export function labelsCommand(
  backend: string,
  deployment: string,
  keyColumn: string | null,
): string {
  const csv =
    keyColumn === null ? 'predictionId,label\n<an id>,1' : `key,label\n<a ${keyColumn}>,1`;
  return call(urlOf(backend, deployment, 'labels'), 'text/csv', csv);
}

/** A command that tells predictions of a model that is served elsewhere. */
export function predictionsCommand(backend: string, deployment: string): string {
  const line =
    '{"id":"request-1","time":"2026-01-31T12:00:00Z","inputs":{"…":1},"outputs":{"label":1}}';
  return call(urlOf(backend, deployment, 'predictions'), 'application/x-ndjson', line);
}
