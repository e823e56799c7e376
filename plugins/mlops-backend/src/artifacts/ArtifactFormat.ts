import { InputError } from '@backstage/errors';
import { describeReference } from './remote/describeReference';

/**
 * What an artifact that is kept elsewhere may be, with its name for people. The registry knows its place, digest and
 * size, and never loads it, since most of these formats run code when they are loaded.
 */
export const EXTERNAL_FORMATS = {
  pickle: 'Python pickle',
  joblib: 'joblib',
  spark: 'Spark ML',
  h2o: 'H2O (MOJO or POJO)',
  safetensors: 'safetensors',
  pytorch: 'PyTorch',
  tensorflow: 'TensorFlow SavedModel',
  keras: 'Keras',
  xgboost: 'XGBoost',
  lightgbm: 'LightGBM',
  catboost: 'CatBoost',
  pmml: 'PMML',
  mlflow: 'MLflow model',
  'container-image': 'Container image',
  onnx: 'ONNX',
  other: 'another format',
} as const;

export type ExternalFormat = keyof typeof EXTERNAL_FORMATS;

/** An artifact that is kept elsewhere. */
export interface ExternalArtifact {
  format: ExternalFormat;
  uri: string;
  /** `sha256:` and 64 lower-case hexadecimal digits. */
  digest: string;
  sizeBytes?: number;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const LONGEST_URI = 2000;

/** Schemes whose URIs name a host, a bucket or the like before the path. */
const NEED_AUTHORITY = new Set(['https:', 's3:', 'gs:', 'abfss:', 'wasbs:', 'oci:']);
const SCHEMES = new Set([
  ...NEED_AUTHORITY,
  ...['hdfs:', 'dbfs:', 'mlflow-artifacts:', 'models:', 'runs:'],
]);

/** Azure writes the container where other URIs have the user: `abfss://container@account.dfs.core.windows.net/path`. */
const CONTAINER_BEFORE_HOST = new Set(['abfss:', 'wasbs:']);
const CONTAINER = /^[a-z0-9$][a-z0-9-]{2,62}$/;

/** Parameters that say which object is meant. Any other may be a signature or a token. */
const PARAMETERS = new Set(['versionid', 'version', 'generation', 'ref', 'download']);

/** `[host[:port]/]name[:tag]@digest` as container registries define it, optionally with a scheme in front. */
const IMAGE =
  /^(?:(?:oci|docker):\/\/)?(?:[a-z0-9]+(?:[.-][a-z0-9]+)*(?::\d{1,5})?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::\w[\w.-]{0,127})?@(sha256:[0-9a-f]{64})$/;

/**
 * Checks what is said of an artifact that is kept elsewhere.
 *
 * @param artifact - `digest` may be left out for a container image, whose URI has it
 * @returns the same, with the digest
 * @throws `InputError` for an unknown format; a digest that is missing, malformed or another than the URI's; a URI that
 *   is too long, of a scheme that others couldn't resolve, or has credentials or control characters in it; and a size
 *   that is no positive integer
 */
export function checkExternalArtifact(artifact: {
  format: string;
  uri: string;
  digest?: string;
  sizeBytes?: number;
}): ExternalArtifact {
  const { format, uri, digest, sizeBytes } = artifact;
  if (!isExternalFormat(format)) {
    throw new InputError(
      `An artifact that is kept elsewhere has one of the formats ${Object.keys(EXTERNAL_FORMATS).join(', ')}`,
    );
  }
  if (uri.length > LONGEST_URI) {
    throw new InputError(`The URI of an artifact has at most ${LONGEST_URI} characters`);
  }
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(uri)) {
    throw new InputError('The URI of an artifact has no control characters');
  }
  if (sizeBytes !== undefined && !(Number.isSafeInteger(sizeBytes) && sizeBytes > 0)) {
    throw new InputError('The size of an artifact is a positive whole number of bytes');
  }
  if (digest !== undefined && !DIGEST.test(digest)) {
    throw new InputError(
      'The digest of an artifact is "sha256:" and 64 lower-case hexadecimal digits',
    );
  }
  const checked = format === 'container-image' ? imageDigest(uri, digest) : digest;
  if (!checked) throw new InputError(`An artifact that is kept elsewhere needs its digest`);
  if (format !== 'container-image') checkUri(uri);
  return { format, uri, digest: checked, ...(sizeBytes !== undefined && { sizeBytes }) };
}

function isExternalFormat(format: string): format is ExternalFormat {
  return Object.hasOwn(EXTERNAL_FORMATS, format);
}

/** The digest in an image's reference: a tag alone may name another image tomorrow. */
function imageDigest(uri: string, digest: string | undefined): string {
  const found = IMAGE.exec(uri)?.[1];
  if (!found) {
    throw new InputError(
      `${describeReference(uri)} is no container image with its digest, such as registry.example.com/team/model@sha256:…`,
    );
  }
  if (digest !== undefined && digest !== found) {
    throw new InputError('The digest in the URI of the container image is another than the given');
  }
  return found;
}

function checkUri(uri: string): void {
  const what = describeReference(uri);
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (!url || !SCHEMES.has(url.protocol)) {
    const schemes = [...SCHEMES].map(scheme => scheme.slice(0, -1)).join(', ');
    throw new InputError(`${what} has none of the schemes ${schemes}`);
  }
  if (NEED_AUTHORITY.has(url.protocol) && (!url.host || !uri.includes('://'))) {
    throw new InputError(`${what} names no host or bucket`);
  }
  if (url.pathname.length < 2) throw new InputError(`${what} names no artifact, only its place`);
  const isContainer = CONTAINER_BEFORE_HOST.has(url.protocol) && CONTAINER.test(url.username);
  if (url.password || (url.username && !isContainer)) {
    throw new InputError(`${what} was given with a user name or password, which may not be stored`);
  }
  const unknown = [...url.searchParams.keys()].find(name => !PARAMETERS.has(name.toLowerCase()));
  if (unknown !== undefined || url.hash) {
    throw new InputError(
      `${what} was given with a query or fragment, which may hold credentials and may not be stored. ` +
        `Only the parameters ${[...PARAMETERS].join(', ')} may be in it`,
    );
  }
}
