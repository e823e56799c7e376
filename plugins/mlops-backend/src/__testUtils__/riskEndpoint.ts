import { riskMetadata, riskModel, riskModel2, riskReference, variantOf } from './files';
import type { startMlops } from './startMlops';

type Mlops = Awaited<ReturnType<typeof startMlops>>;

/** Registers the model `risk` with three versions, of which the first and the third answer the same. @returns a flight to ask about */
export async function registerRisk({ api }: Pick<Mlops, 'api'>) {
  const registered = await api
    .post('/api/mlops/models')
    .field('metadata', JSON.stringify(riskMetadata))
    .attach('artifact', riskModel)
    .attach('reference', riskReference);
  for (const artifact of [riskModel2, variantOf(riskModel, 3)]) {
    await api
      .post('/api/mlops/models/risk/versions')
      .field('metadata', '{}')
      .attach('artifact', artifact, 'model.onnx')
      .attach('reference', riskReference);
  }
  const { signature, sampleInputs } = registered.body.version;
  return {
    inputs: signature.inputs.map(({ name, datatype }: { name: string; datatype: string }) => ({
      name,
      datatype,
      shape: [1, 1],
      data: [sampleInputs[name]],
    })),
  };
}

/** Asks an endpoint as a program does. @returns the status, and the version that answered */
export async function ask(
  inferUrl: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; version: string | null; body: any }> {
  const response = await fetch(inferUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    version: response.headers.get('x-model-version'),
    body: await response.json(),
  };
}
