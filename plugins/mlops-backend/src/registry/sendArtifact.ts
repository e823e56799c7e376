import { pipeline } from 'node:stream/promises';
import { InputError } from '@backstage/errors';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { Response } from 'express';

/** What of a version has to be known to send its artifact. */
export type RegisteredArtifact = Pick<
  Version,
  'model' | 'version' | 'digest' | 'sizeBytes' | 'servable' | 'uri'
>;

/**
 * Streams the artifact of a version, with its digest in the headers.
 *
 * @throws `InputError` for one that the registry doesn't have
 */
export async function sendArtifact(
  store: ArtifactStore,
  version: RegisteredArtifact,
  response: Response,
): Promise<void> {
  if (!version.servable) {
    throw new InputError(
      `The registry doesn't have the artifact of version ${version.version}: it is at ${version.uri}`,
    );
  }
  const content = await store.read(version.digest);
  const base64 = Buffer.from(version.digest.slice('sha256:'.length), 'hex').toString('base64');
  response
    .status(200)
    .type('application/octet-stream')
    .set('Content-Length', String(version.sizeBytes))
    .set('Content-Disposition', `attachment; filename="${version.model}-${version.version}.onnx"`)
    .set('Digest', `sha-256=${base64}`)
    .set('ETag', `"${version.digest}"`);
  await pipeline(content, response);
}
