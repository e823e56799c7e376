import type {
  ArtifactFormat,
  Signature,
  VersionRegistration,
} from '@mlops-backstage/plugin-mlops-common';
import type { StagedArtifact } from '@mlops-backstage/plugin-mlops-node';

/** The files of a version to be registered. */
export interface VersionFiles {
  artifact: StagedArtifact;
  referencePath?: string;
  /** Where the artifact was fetched from, without credentials. */
  uri?: string;
}

/** An artifact that stays where it is; the registry keeps what it is told. */
export interface ExternalArtifact {
  format: ArtifactFormat;
  uri: string;
  digest: string;
  sizeBytes?: number;
  signature?: Signature;
}

/** What a version is made of. */
export type NewArtifact = VersionFiles | { external: ExternalArtifact };

/** A version to be registered. */
export interface VersionToRegister {
  registration: VersionRegistration;
  artifact: NewArtifact;
}

export const digestOf = (artifact: NewArtifact) =>
  'external' in artifact ? artifact.external.digest : artifact.artifact.digest;
