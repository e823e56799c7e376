import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { flights } from './startMlops';

export const riskModel = join(flights, 'flight-delay-risk/1/model.onnx');
export const riskModel2 = join(flights, 'flight-delay-risk/2/model.onnx');
export const riskReference = join(flights, 'flight-delay-risk/1/reference.parquet');

/** Of another problem than the other models. */
export const arrivalModel = join(flights, 'flight-arrival-delay/1/model.onnx');

/** The bytes of a model that answers as another does but has a digest of its own. */
export function variantOf(path: string, variant: number): Buffer {
  const text = Buffer.from(`variant ${variant}`);
  // The field doc_string (6) of a ModelProto, whose last occurrence counts.
  return Buffer.concat([readFileSync(path), Buffer.from([0x32, text.length]), text]);
}

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
