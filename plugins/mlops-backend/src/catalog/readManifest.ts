import { InputError } from '@backstage/errors';
import type {
  EvaluationInput,
  ProblemType,
  VersionRegistration,
} from '@mlops-backstage/plugin-mlops-common';
import { parse } from 'yaml';
import { z } from 'zod';
import { validateSchema } from '../http/validateSchema';
import { describeLocation, resolveLocation } from './SourceReader';
import type { SourceLocation, SourceReader } from './SourceReader';

const MAX_MANIFEST_BYTES = 1024 * 1024;
const MAX_EVALUATION_BYTES = 5 * 1024 * 1024;

/** What a repository says of its model: the file that `mlops.io/artifact` names. */
export interface Manifest {
  description?: string;
  problemType: ProblemType;
  /** In the order in which they are registered. */
  versions: ManifestVersion[];
}

export interface ManifestVersion {
  artifact: SourceLocation;
  reference?: SourceLocation;
  registration: VersionRegistration;
}

const manifestSchema = z.strictObject({
  description: z.string().max(4000).optional(),
  problemType: z.enum([
    'binary-classification',
    'multiclass-classification',
    'regression',
    'clustering',
    'other',
  ]),
  versions: z
    .array(
      z.looseObject({
        artifact: z.string().min(1),
        reference: z.string().min(1).optional(),
        evaluations: z.array(z.string().min(1)).max(20).optional(),
      }),
    )
    .min(1)
    .max(100),
});

/**
 * Reads a manifest (YAML or JSON) with the evaluations it refers to. An ONNX file is a manifest of one version.
 *
 * @throws `InputError` naming what is wrong and where
 */
export async function readManifest(
  source: SourceReader,
  location: SourceLocation,
): Promise<Manifest> {
  const name = describeLocation(location);
  // Without what follows the path of a URL, such as `?ref=main`.
  const file = location.type === 'file' ? location.path : new URL(location.url).pathname;
  if (/\.onnx$/.test(file)) {
    return { problemType: 'other', versions: [{ artifact: location, registration: {} }] };
  }
  if (!/\.(ya?ml|json)$/.test(file)) {
    throw new InputError(`${name} is neither a manifest (.yaml, .json) nor an ONNX file (.onnx)`);
  }
  const result = manifestSchema.safeParse(await readDocument(source, location, MAX_MANIFEST_BYTES));
  if (!result.success) {
    throw new InputError(`${name}: ${z.prettifyError(result.error)}`);
  }
  const { description, problemType, versions } = result.data;
  if (versions.some(version => version.newVersion)) {
    throw new InputError(
      `${name}: newVersion has no place in a manifest, which is registered again whenever it changes`,
    );
  }
  return {
    description,
    problemType,
    versions: await Promise.all(
      versions.map(async ({ artifact, reference, evaluations, ...said }, index) => ({
        artifact: resolveLocation(location, artifact),
        reference: reference === undefined ? undefined : resolveLocation(location, reference),
        registration: {
          ...validateSchema('VersionRegistration', said, `${name}: versions[${index}]`),
          evaluations: await Promise.all(
            (evaluations ?? []).map(path =>
              readEvaluation(source, resolveLocation(location, path)),
            ),
          ),
        },
      })),
    ),
  };
}

async function readEvaluation(
  source: SourceReader,
  location: SourceLocation,
): Promise<EvaluationInput> {
  const document = await readDocument(source, location, MAX_EVALUATION_BYTES);
  return validateSchema('EvaluationInput', document, describeLocation(location));
}

async function readDocument(
  source: SourceReader,
  location: SourceLocation,
  maxBytes: number,
): Promise<unknown> {
  const text = await source.readText(location, maxBytes);
  try {
    return parse(text);
  } catch (error) {
    throw new InputError(
      `${describeLocation(location)} can't be read: ${(error as Error).message}`,
    );
  }
}
