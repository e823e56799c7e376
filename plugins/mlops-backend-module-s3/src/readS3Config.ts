import { join, resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readAddress } from '@mlops-backstage/plugin-mlops-node';

const KEY = 'mlops.artifacts.s3';
const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
/** Of S3's own rules those that keep a name from meaning something else in an address. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** What S3 calls safe in keys. */
const PREFIX = /^[A-Za-z0-9!_.*'()-]+(\/[A-Za-z0-9!_.*'()-]+)*$/;
const DEFAULT_LOCAL_BYTES = 10 * 1024 ** 3;

/** How objects are encrypted where they are stored. */
export interface Encryption {
  algorithm: (typeof ENCRYPTIONS)[number];
  /** Absent: the default key of the bucket, or AWS's own. */
  kmsKeyId?: string;
}

/** Where artifacts are kept. */
export interface S3Config {
  bucket: string;
  /** What keys begin with: empty, or with a slash at the end. */
  prefix: string;
  region?: string;
  endpoint?: string;
  forcePathStyle: boolean;
  /** Absent: those of the AWS environment. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Absent: as the bucket says. */
  encryption?: Encryption;
  local: { directory: string; maxBytes: number };
}

/**
 * Reads `mlops.artifacts.s3`.
 *
 * @returns nothing where it isn't there
 * @throws `InputError` when a value makes no sense; never with a credential in it
 */
export function readS3Config(root: Config): S3Config | undefined {
  const config = root.getOptionalConfig(KEY);
  if (!config) {
    return undefined;
  }
  const endpoint = config.getOptionalString('endpoint');
  return {
    bucket: readBucket(config),
    prefix: readPrefix(config),
    region: config.getOptionalString('region') ?? (endpoint ? 'us-east-1' : undefined),
    endpoint: endpoint && readAddress(endpoint, `${KEY}.endpoint`),
    forcePathStyle: config.getOptionalBoolean('forcePathStyle') ?? false,
    credentials: readCredentials(config),
    encryption: readEncryption(config),
    local: readLocal(root, config),
  };
}

function readBucket(config: Config): string {
  const bucket = config.getString('bucket');
  if (!BUCKET.test(bucket)) {
    throw new InputError(
      `${KEY}.bucket has to be the name of a bucket, of 3 to 63 lower-case letters, digits, dots and hyphens`,
    );
  }
  return bucket;
}

function readPrefix(config: Config): string {
  const prefix = (config.getOptionalString('prefix') ?? '').replace(/^\/+|\/+$/g, '');
  if (prefix && (!PREFIX.test(prefix) || /(^|\/)\.\.?(\/|$)/.test(prefix))) {
    throw new InputError(
      `${KEY}.prefix may have letters, digits and !_.*'()- only, in parts between single slashes`,
    );
  }
  return prefix && `${prefix}/`;
}

function readCredentials(config: Config): S3Config['credentials'] {
  const accessKeyId = config.getOptionalString('accessKeyId');
  const secretAccessKey = config.getOptionalString('secretAccessKey');
  if (!accessKeyId !== !secretAccessKey) {
    throw new InputError(
      `${KEY}: accessKeyId and secretAccessKey are given together or not at all`,
    );
  }
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
}

function readEncryption(config: Config): Encryption | undefined {
  const said = config.getOptionalString('serverSideEncryption');
  const kmsKeyId = config.getOptionalString('kmsKeyId');
  const algorithm = ENCRYPTIONS.find(one => one === said);
  if (said !== undefined && !algorithm) {
    throw new InputError(`${KEY}.serverSideEncryption has to be one of ${ENCRYPTIONS.join(', ')}`);
  }
  if (kmsKeyId && !algorithm?.startsWith('aws:kms')) {
    throw new InputError(
      `${KEY}.kmsKeyId needs serverSideEncryption to be aws:kms or aws:kms:dsse`,
    );
  }
  return algorithm && { algorithm, ...(kmsKeyId && { kmsKeyId }) };
}

function readLocal(root: Config, config: Config): S3Config['local'] {
  const maxBytes = config.getOptionalNumber('local.maxBytes') ?? DEFAULT_LOCAL_BYTES;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) {
    throw new InputError(`${KEY}.local.maxBytes has to be a whole number of bytes, at least 1`);
  }
  return {
    directory: resolve(
      config.getOptionalString('local.directory') ??
        join(root.getString('mlops.artifacts.directory'), 's3'),
    ),
    maxBytes,
  };
}
