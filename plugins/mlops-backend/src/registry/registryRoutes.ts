import { InputError } from '@backstage/errors';
import type { ModelRegistration, Version } from '@mlops-backstage/plugin-mlops-common';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import type { Request } from 'express';
import { encodeCursor } from '../database/cursor';
import type { Handlers } from '../http/contract';
import { pageBody, positionOf } from '../http/paging';
import { validateSchema } from '../http/validateSchema';
import type { AuthorizedRegistryService } from './AuthorizedRegistryService';
import { refuseReference } from './ArtifactIntake';
import type { ArtifactIntake } from './ArtifactIntake';
import type { ModelDescription } from './ModelStore';
import { parseModelQuery } from './parseModelQuery';
import { sendArtifact } from './sendArtifact';

type RegistryOperation =
  | 'listModels'
  | 'registerModel'
  | 'getModel'
  | 'updateModel'
  | 'deleteModel'
  | 'restoreModel'
  | 'setAlias'
  | 'removeAlias'
  | 'listModelEvaluations'
  | 'listVersions'
  | 'registerVersion'
  | 'getVersion'
  | 'updateVersion'
  | 'deleteVersion'
  | 'restoreVersion'
  | 'downloadArtifact'
  | 'listEvaluations'
  | 'addEvaluation'
  | 'compareVersions';

/** Whoever belongs to a group: it, the groups below it, and their members. */
export interface GroupOwners {
  ownersIn(group: string): Promise<string[]>;
}

/** The request, if its body is a form, which is yet to be received. */
const uploadOf = (http: { request: Request } | undefined) =>
  http && http.request.is('multipart/form-data') !== false ? http.request : undefined;

/** The registry over HTTP. */
export function registryRoutes(options: {
  registry: AuthorizedRegistryService;
  artifactStore: ArtifactStore;
  intake: ArtifactIntake;
  groups: GroupOwners;
}): Handlers<RegistryOperation> {
  const { registry, artifactStore, intake, groups } = options;
  return {
    async listModels({ credentials, query = {} }) {
      const { next, ...page } = await registry.listModels(credentials, {
        ...parseModelQuery(query),
        ...(query.group && { groupOwners: await groups.ownersIn(query.group) }),
      });
      return { status: 200, body: { ...page, ...(next && { nextCursor: encodeCursor(next) }) } };
    },

    async registerModel({ credentials, body, http }) {
      await registry.mayRegisterModel(credentials);
      const upload = uploadOf(http);
      if (upload) {
        return intake.fromUpload(upload, async (sent, artifact) => {
          const metadata = validateSchema('ModelRegistration', sent, 'metadata');
          refuseReference(metadata.version);
          const registration = metadata.version ?? {};
          const description = descriptionFrom(metadata);
          const registered = await registry.registerModel(credentials, description, {
            registration,
            artifact,
          });
          return { status: registered.created ? 201 : 200, body: registered };
        });
      }
      const metadata = validateSchema('ModelRegistration', body, 'body');
      const description = descriptionFrom(metadata);
      const { version: registration } = metadata;
      const registered = registration
        ? await intake.fromReference(registration, artifact =>
            registry.registerModel(credentials, description, { registration, artifact }),
          )
        : await registry.registerModel(credentials, description, undefined);
      return { status: registered.created ? 201 : 200, body: registered };
    },

    async getModel({ credentials, path }) {
      return { status: 200, body: await registry.getModel(credentials, path.model) };
    },

    async updateModel({ credentials, path, body }) {
      return { status: 200, body: await registry.updateModel(credentials, path.model, body) };
    },

    async deleteModel({ credentials, path, query }) {
      const deleted = await registry.deleteModel(credentials, path.model, query.reason);
      return { status: 200, body: deleted };
    },

    async restoreModel({ credentials, path, body }) {
      const restored = await registry.restoreModel(credentials, path.model, body.reason);
      return { status: 200, body: restored };
    },

    async setAlias({ credentials, path, body }) {
      const changed = await registry.setAlias(credentials, path.model, path.alias, body);
      return { status: 200, body: changed };
    },

    async removeAlias({ credentials, path, query }) {
      const { model, alias } = path;
      return {
        status: 200,
        body: await registry.removeAlias(credentials, model, alias, query.reason),
      };
    },

    async listModelEvaluations({ credentials, path, query }) {
      const page = await registry.listModelEvaluations(credentials, path.model, {
        split: query?.split,
        limit: query?.limit ?? 100,
        after: positionOf(query?.cursor, ['time', 'uuid']),
      });
      const last = page.items[page.items.length - 1];
      return {
        status: 200,
        body: {
          items: page.items,
          ...(page.more && {
            nextCursor: encodeCursor([Date.parse(last.evaluatedAt), last.id]),
          }),
        },
      };
    },

    async listVersions({ credentials, path, query }) {
      const position = positionOf(query?.cursor, ['number']);
      const page = await registry.listVersions(credentials, path.model, {
        limit: query?.limit ?? 25,
        below: position && Number(position[0]),
        deleted: query?.deleted,
      });
      return { status: 200, body: pageBody(page, (last: Version) => [last.version]) };
    },

    async registerVersion({ credentials, path, body, http }) {
      await registry.mayRegisterVersion(credentials, path.model);
      const upload = uploadOf(http);
      const registered = upload
        ? await intake.fromUpload(upload, (sent, artifact) => {
            const registration = validateSchema('VersionRegistration', sent, 'metadata');
            refuseReference(registration);
            return registry.registerVersion(credentials, path.model, { registration, artifact });
          })
        : await registerByReference(body);
      function registerByReference(sent: unknown) {
        const registration = validateSchema('VersionRegistration', sent, 'body');
        return intake.fromReference(registration, artifact =>
          registry.registerVersion(credentials, path.model, { registration, artifact }),
        );
      }
      return { status: registered.created ? 201 : 200, body: registered };
    },

    async getVersion({ credentials, path }) {
      return {
        status: 200,
        body: await registry.getVersion(credentials, path.model, path.version),
      };
    },

    async updateVersion({ credentials, path, body }) {
      const changed = await registry.updateVersion(credentials, path.model, path.version, body);
      return { status: 200, body: changed };
    },

    async deleteVersion({ credentials, path, query }) {
      const { model, version } = path;
      return {
        status: 200,
        body: await registry.deleteVersion(credentials, model, version, query.reason),
      };
    },

    async restoreVersion({ credentials, path, body }) {
      const { model, version } = path;
      return {
        status: 200,
        body: await registry.restoreVersion(credentials, model, version, body.reason),
      };
    },

    async downloadArtifact({ credentials, path, http }) {
      const version = await registry.getArtifact(credentials, path.model, path.version);
      if (!http) {
        throw new InputError('An artifact is downloaded over HTTP');
      }
      await sendArtifact(artifactStore, version, http.response);
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

    async compareVersions({ credentials, query }) {
      const keys = query.version.map(ref => {
        const [model, version] = ref.split('@');
        return { model, version: Number(version) };
      });
      return { status: 200, body: { items: await registry.compareVersions(credentials, keys) } };
    },
  };
}

function descriptionFrom(metadata: ModelRegistration): ModelDescription {
  return {
    name: metadata.name,
    owner: metadata.owner.toLocaleLowerCase('en-US'),
    description: metadata.description ?? '',
    problemType: metadata.problemType,
    tags: metadata.tags ?? [],
    ...(metadata.system && { system: metadata.system.toLocaleLowerCase('en-US') }),
  };
}
