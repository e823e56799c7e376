import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { createMockDirectory, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { artifactStoreExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import type { ArtifactStore } from '@mlops-backstage/plugin-mlops-node';
import { CREDENTIALS, endpoint, skipped, TestBucket } from './__testUtils__/testBucket';
import { TroubledStore } from './__testUtils__/TroubledStore';
import { mlopsModuleS3 } from './module';

jest.setTimeout(60_000);

describe('mlopsModuleS3', () => {
  const directory = createMockDirectory();
  let logger: ReturnType<typeof mockServices.logger.mock>;

  /** @returns the store that the module set, if it did */
  const start = async (s3?: object): Promise<ArtifactStore | undefined> => {
    logger = mockServices.logger.mock();
    let set: ArtifactStore | undefined;
    const backend = await startTestBackend({
      extensionPoints: [
        [
          artifactStoreExtensionPoint,
          {
            setArtifactStore(store: ArtifactStore) {
              set = store;
            },
          },
        ],
      ],
      features: [
        mlopsModuleS3,
        createServiceFactory({
          service: coreServices.logger,
          deps: {},
          factory: () => logger,
        }),
        mockServices.rootConfig.factory({
          data: { mlops: { artifacts: { directory: directory.path, ...(s3 && { s3 }) } } },
        }),
      ],
    });
    await backend.stop();
    return set;
  };

  it('leaves the store to the plugin where no bucket is named', async () => {
    expect(await start()).toBeUndefined();
  });

  it('ends the start when the configuration makes no sense', async () => {
    await expect(start({ bucket: 'models', accessKeyId: 'KEY' })).rejects.toThrow(
      'mlops.artifacts.s3: accessKeyId and secretAccessKey are given together or not at all',
    );
  });

  describe('in an environment that says nothing of AWS', () => {
    const environment = { ...process.env };

    beforeEach(() => {
      for (const name of Object.keys(process.env).filter(one => one.startsWith('AWS_'))) {
        delete process.env[name];
      }
      Object.assign(process.env, {
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      });
    });
    afterEach(() => {
      process.env = environment;
    });

    it('ends the start when nothing names a region', async () => {
      await expect(start({ bucket: 'models', ...CREDENTIALS })).rejects.toThrow(
        'mlops.artifacts.s3.region is needed, since the AWS environment names none',
      );
    });

    it('ends the start when there are no credentials', async () => {
      await expect(start({ bucket: 'models', region: 'eu-central-1' })).rejects.toThrow(
        "The artifact store can't use the bucket models: there are no credentials for it",
      );
    });
  });

  it('starts without a store that is away, and says so', async () => {
    const away = new TroubledStore('http://127.0.0.1:1');
    await away.start();
    await away.stop();
    const store = await start({ bucket: 'models', endpoint: away.endpoint, ...CREDENTIALS });
    expect(store).toBeDefined();
    expect(logger.error.mock.calls).toEqual([
      [
        // The SDK loses the code of an error of Node within Jest.
        expect.stringMatching(
          /^The artifact store can't use the bucket models: (its host refuses connections|the request failed)\. Artifacts that aren't here yet can't be served until it can\.$/,
        ),
      ],
    ]);
  });

  (endpoint ? describe : describe.skip)(`with a real object store${skipped}`, () => {
    const bucket = new TestBucket();
    const troubled = new TroubledStore(endpoint!);

    beforeAll(async () => {
      await bucket.create();
      await troubled.start();
    });
    afterAll(async () => {
      await troubled.stop();
      bucket.destroy();
    });

    const configured = () => ({
      bucket: bucket.name,
      endpoint: troubled.endpoint,
      forcePathStyle: true,
      ...CREDENTIALS,
    });

    it('sets the store', async () => {
      troubled.trouble = () => undefined;
      expect(await start(configured())).toBeDefined();
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('ends the start when the bucket is not there', async () => {
      troubled.trouble = () => undefined;
      await expect(start({ ...configured(), bucket: 'mlops-missing' })).rejects.toThrow(
        "The artifact store can't use the bucket mlops-missing: the bucket isn't there",
      );
    });

    it('ends the start when access is denied', async () => {
      troubled.trouble = () => ({ answer: { status: 403, code: 'AccessDenied' } });
      const failed = start(configured());
      await expect(failed).rejects.toThrow(/can't use the bucket .*: access is denied/);
      await expect(failed).rejects.not.toThrow(/SECRET/);
    });
  });
});
