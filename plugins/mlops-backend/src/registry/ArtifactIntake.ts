import type { IncomingMessage } from 'node:http';
import { InputError } from '@backstage/errors';
import type { VersionRegistration } from '@mlops-backstage/plugin-mlops-common';
import { checkExternalArtifact } from '../artifacts/ArtifactFormat';
import { fetchReference } from '../artifacts/fetchReference';
import { receiveUpload } from '../artifacts/receiveUpload';
import type { UploadOptions } from '../artifacts/receiveUpload';
import type { RemoteArtifacts } from '../artifacts/remote/RemoteArtifacts';
import type { NewArtifact } from './VersionToRegister';

/** Takes in artifacts, however they come: uploaded, fetched, or only named. */
export class ArtifactIntake {
  constructor(
    private readonly uploads: UploadOptions,
    private readonly remote: RemoteArtifacts,
  ) {}

  /**
   * Receives an upload and hands over its metadata and artifact; what isn't committed by then is removed.
   *
   * @throws what `receiveUpload` throws
   */
  async fromUpload<T>(
    request: IncomingMessage,
    use: (metadata: unknown, artifact: NewArtifact) => Promise<T>,
  ): Promise<T> {
    const upload = await receiveUpload(request, this.uploads);
    try {
      return await use(upload.metadata, {
        artifact: upload.artifact,
        referencePath: upload.referencePath,
      });
    } finally {
      await upload.dispose();
    }
  }

  /**
   * Fetches what a registration refers to, or takes its word, and hands it over; what isn't committed by then is
   * removed.
   *
   * @throws `InputError` without a reference, and for one that isn't allowed or doesn't hold together
   */
  async fromReference<T>(
    registration: VersionRegistration,
    use: (artifact: NewArtifact) => Promise<T>,
  ): Promise<T> {
    const reference = registration.artifact;
    if (!reference) {
      throw new InputError(
        'The version has no artifact: upload one as multipart/form-data, or say in "artifact" where it is',
      );
    }
    if (!('url' in reference)) {
      const { digest } = checkExternalArtifact(reference);
      return use({ external: { ...reference, digest } });
    }
    const fetched = await fetchReference(reference, this.remote, this.uploads);
    try {
      return await use(fetched);
    } finally {
      await fetched.dispose();
    }
  }
}

/** @throws `InputError` when an upload names its artifact a second time */
export function refuseReference(registration: VersionRegistration | undefined): void {
  if (registration?.artifact) {
    throw new InputError(
      'The artifact is uploaded and referred to: leave out "artifact", or send a JSON body',
    );
  }
}
