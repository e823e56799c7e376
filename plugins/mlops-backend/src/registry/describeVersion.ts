import { InputError } from '@backstage/errors';
import { serializeProfile } from '@mlops-backstage/model-profile';
import type {
  ProblemType,
  Signature,
  Version,
  VersionRegistration,
} from '@mlops-backstage/plugin-mlops-common';
import { predictionOutputs } from './predictionOutputs';
import { referenceProfile, sampleInputs } from './referenceProfile';
import type { ReferenceData } from './referenceProfile';
import type { VersionDetails } from './VersionStore';

/** Finds out about artifacts and reference data; every method throws `InputError` for what it can't accept. */
export interface ArtifactReader {
  /** Parses the file under limits, without running anything of it. */
  inspect(path: string): Promise<NonNullable<Version['artifactInfo']>>;
  /** Lets the runtime load the file and say what it takes and gives. */
  readSignature(
    path: string,
  ): Promise<{ signature: Signature; unservableOutputs: Version['unservableOutputs'] }>;
  readReferenceData(path: string): Promise<ReferenceData>;
}

/** What can be known of a version before it is stored. */
export interface DescribedVersion {
  details: VersionDetails;
  /** Serialised profile. */
  referenceProfile?: string;
}

/**
 * Reads everything that a version carries from its artifact, its reference data and what was said at registration.
 *
 * @throws `InputError` naming what doesn't fit
 */
export async function describeVersion(
  reader: ArtifactReader,
  files: { artifactPath: string; referencePath?: string },
  registration: VersionRegistration,
  problemType: ProblemType,
): Promise<DescribedVersion> {
  // Parsed under limits first: the runtime only gets to see what passed.
  const artifactInfo = await reader.inspect(files.artifactPath);
  const { signature, unservableOutputs } = await reader.readSignature(files.artifactPath);
  if (signature.outputs.length === 0) {
    const reasons = unservableOutputs.map(one => `"${one.name}": ${one.reason}; ${one.remedy}`);
    throw new InputError(['The model has no output that can be served', ...reasons].join('. '));
  }
  const prediction = predictionOutputs(problemType, signature, registration.prediction);
  const details: VersionDetails = {
    ...said(registration),
    signature,
    prediction,
    unservableOutputs,
    artifactInfo,
  };
  if (!files.referencePath) {
    return { details };
  }
  const data = await reader.readReferenceData(files.referencePath);
  return {
    details: { ...details, sampleInputs: sampleInputs(data, signature) },
    referenceProfile: serializeProfile(referenceProfile(data, signature, prediction)),
  };
}

/** Describes a version whose artifact the registry doesn't read: by nothing but what was said of it. */
export function describeExternalVersion(
  registration: VersionRegistration,
  signature: Signature = { inputs: [], outputs: [] },
): DescribedVersion {
  return {
    details: {
      ...said(registration),
      signature,
      prediction: registration.prediction ?? {},
      unservableOutputs: [],
    },
  };
}

function said(registration: VersionRegistration) {
  return {
    parameters: registration.parameters ?? {},
    datasets: registration.datasets ?? [],
    source: registration.source,
  };
}
