import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { pipeline } from 'node:stream/promises';
import { receiveUpload } from '../artifacts/receiveUpload';
import type { UploadOptions } from '../artifacts/receiveUpload';
import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import { validateSchema } from '../http/validateSchema';
import type { AuthorizedRegistryService } from './AuthorizedRegistryService';
import { parseModelQuery } from './parseModelQuery';

type RegistryOperation =
  | 'listModels'
  | 'registerModel'
  | 'getModel'
  | 'listVersions'
  | 'registerVersion'
  | 'getVersion'
  | 'downloadArtifact'
  | 'listEvaluations'
  | 'addEvaluation';

/** The registry over HTTP. */
export function registryRoutes(options: {
  registry: AuthorizedRegistryService;
  artifactStore: ArtifactStore;
  uploads: UploadOptions;
}): Handlers<RegistryOperation> {
  const { registry, artifactStore, uploads } = options;
  return {
    async listModels({ credentials, query }) {
      const parsed = parseModelQuery(query ?? {});
      const page = await registry.listModels(credentials, parsed);
      const byTime = parsed.sort.endsWith('updatedAt');
      return {
        status: 200,
        body: pageBody(page, last =>
          byTime ? [last.name, Date.parse(last.updatedAt)] : [last.name],
        ),
      };
    },

    async registerModel({ credentials, http }) {
      await registry.mayRegisterModel(credentials);
      const upload = await receiveUpload(http.request, uploads);
      try {
        const metadata = validateSchema('ModelRegistration', upload.metadata, 'metadata');
        const registered = await registry.registerModel(
          credentials,
          {
            name: metadata.name,
            owner: metadata.owner.toLocaleLowerCase('en-US'),
            description: metadata.description ?? '',
            problemType: metadata.problemType,
            tags: metadata.tags ?? [],
          },
          metadata.version ?? {},
          upload,
        );
        return { status: 201, body: registered };
      } finally {
        await upload.dispose();
      }
    },

    async getModel({ credentials, path }) {
      return { status: 200, body: await registry.getModel(credentials, path.model) };
    },

    async listVersions({ credentials, path, query }) {
      const position = positionOf(query?.cursor, ['number']);
      const page = await registry.listVersions(credentials, path.model, {
        limit: query?.limit ?? 25,
        below: position && Number(position[0]),
      });
      return { status: 200, body: pageBody(page, (last: Version) => [last.version]) };
    },

    async registerVersion({ credentials, path, http }) {
      await registry.mayRegisterVersion(credentials, path.model);
      const upload = await receiveUpload(http.request, uploads);
      try {
        const metadata = validateSchema('VersionRegistration', upload.metadata, 'metadata');
        const registered = await registry.registerVersion(
          credentials,
          path.model,
          metadata,
          upload,
        );
        return { status: registered.created ? 201 : 200, body: registered };
      } finally {
        await upload.dispose();
      }
    },

    async getVersion({ credentials, path }) {
      return {
        status: 200,
        body: await registry.getVersion(credentials, path.model, path.version),
      };
    },

    async downloadArtifact({ credentials, path, http }) {
      const version = await registry.getArtifact(credentials, path.model, path.version);
      const content = await artifactStore.read(version.digest);
      const base64 = Buffer.from(version.digest.slice('sha256:'.length), 'hex').toString('base64');
      http.response
        .status(200)
        .type('application/octet-stream')
        .set('Content-Length', String(version.sizeBytes))
        .set(
          'Content-Disposition',
          `attachment; filename="${version.model}-${version.version}.onnx"`,
        )
        .set('Digest', `sha-256=${base64}`)
        .set('ETag', `"${version.digest}"`);
      await pipeline(content, http.response);
      return undefined;
    },

    async listEvaluations({ credentials, path }) {
      const items = await registry.listEvaluations(credentials, path.model, path.version);
      return { status: 200, body: { items } };
    },

    async addEvaluation({ credentials, path, body }) {
      const added = await registry.addEvaluation(credentials, path.model, path.version, body);
      return { status: 201, body: added };
    },
  };
}
