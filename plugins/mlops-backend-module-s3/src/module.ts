import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { artifactStoreExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import { ArtifactBucket } from './ArtifactBucket';
import { readS3Config } from './readS3Config';
import { S3ArtifactStore } from './S3ArtifactStore';
import { StoreFailure } from './StoreFailure';

/**
 * Keeps artifacts in a bucket, where `mlops.artifacts.s3` names one.
 *
 * @public
 */
export const mlopsModuleS3 = createBackendModule({
  pluginId: 'mlops',
  moduleId: 's3',
  register(env) {
    env.registerInit({
      deps: {
        artifacts: artifactStoreExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ artifacts, config, logger }) {
        const s3 = readS3Config(config);
        if (!s3) {
          return;
        }
        const bucket = new ArtifactBucket(s3, logger);
        await bucket.check().catch(error => {
          // A store that is away for a while may not keep a replica from starting, which can serve what it has fetched before.
          if (!(error instanceof StoreFailure) || error.isLasting) {
            throw error;
          }
          logger.error(
            `${error.message}. Artifacts that aren't here yet can't be served until it can.`,
          );
        });
        artifacts.setArtifactStore(await S3ArtifactStore.create(bucket, s3.local, logger));
      },
    });
  },
});
