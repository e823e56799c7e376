import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { flights } from './startMlops';

export const riskModel = join(flights, 'flight-delay-risk/1/model.onnx');
export const riskModel2 = join(flights, 'flight-delay-risk/2/model.onnx');
export const riskReference = join(flights, 'flight-delay-risk/1/reference.parquet');

/** Keeps a tensor in another file, which an upload doesn't have. */
export const externalModel = join(__dirname, '../../fixtures/artifacts/external.onnx');

/** What registers `riskModel`. */
export const riskMetadata = {
  name: 'risk',
  owner: 'group:default/flight-operations',
  problemType: 'binary-classification',
  description: 'Will it be late?',
  tags: ['flights'],
};

/** Every file below a folder: what a failed registration must not add to. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
}
