import { ResponseError } from '@backstage/errors';
import type {
  ArtifactFormat,
  ArtifactReference,
  ModelRegistration,
  ProblemType,
} from '@mlops-backstage/plugin-mlops-common';
import { isTag } from './modelListState';

const NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST_NAME = 63;
const MOST_TAGS = 50;
const LONGEST_ADDRESS = 2000;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Where the artifact of the first version is. */
export const ARTIFACT_PLACES = {
  upload: 'Upload an ONNX model',
  url: 'Fetch an ONNX model from a URL',
  outside: 'Another format, not stored here',
  none: 'No version yet',
} as const;
export type ArtifactPlace = keyof typeof ARTIFACT_PLACES;

/** Formats that outside targets serve; the registry keeps only what it is told of such an artifact. */
export const OUTSIDE_FORMATS: Record<Exclude<ArtifactFormat, 'onnx'>, string> = {
  pickle: 'Pickle',
  joblib: 'Joblib',
  pytorch: 'PyTorch',
  safetensors: 'Safetensors',
  tensorflow: 'TensorFlow SavedModel',
  keras: 'Keras',
  xgboost: 'XGBoost',
  lightgbm: 'LightGBM',
  catboost: 'CatBoost',
  spark: 'Spark ML',
  h2o: 'H2O MOJO',
  pmml: 'PMML',
  mlflow: 'MLflow model',
  'container-image': 'Container image',
  other: 'Other',
};

/** What the registration form holds while it is filled in. */
export interface RegistrationForm {
  name: string;
  owner: string;
  problemType: ProblemType;
  description: string;
  /** The entity reference of a system, or nothing. */
  system: string;
  /** Tags, set apart by spaces or commas. */
  tags: string;
  place: ArtifactPlace;
  /** Of an upload. */
  artifact?: File;
  reference?: File;
  /** Of a file to fetch. */
  url: string;
  referenceUrl: string;
  /** Of an artifact that isn't stored. */
  format: Exclude<ArtifactFormat, 'onnx'>;
  uri: string;
  digest: string;
  sizeBytes: string;
}

export const emptyRegistration: RegistrationForm = {
  name: '',
  owner: '',
  problemType: 'binary-classification',
  description: '',
  system: '',
  tags: '',
  place: 'upload',
  url: '',
  referenceUrl: '',
  format: 'pickle',
  uri: '',
  digest: '',
  sizeBytes: '',
};

export type RegistrationProblems = Partial<Record<keyof RegistrationForm, string>>;

const FETCHABLE = 'An address that begins with https://, http:// or s3://';

function isFetchable(address: string): boolean {
  const text = address.trim();
  return /^(https?|s3):\/\/[^\s/]+\/\S*$/i.test(text) && text.length <= LONGEST_ADDRESS;
}

const tagsOf = ({ tags }: RegistrationForm) => [...new Set(tags.split(/[\s,]+/).filter(Boolean))];

/** As people copy it: with or without the name of the algorithm, in any case. */
function digestOf(text: string): string {
  const digest = text.trim().toLocaleLowerCase('en-US');
  return digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
}

const PROBLEMS_OF_PLACE: Record<ArtifactPlace, (form: RegistrationForm) => RegistrationProblems> = {
  upload({ artifact, reference }) {
    const problems: RegistrationProblems = {};
    if (!artifact) {
      problems.artifact = 'Choose the ONNX file';
    } else if (!/\.onnx$/i.test(artifact.name)) {
      problems.artifact = `${artifact.name} is not an .onnx file`;
    }
    if (reference && !/\.(parquet|csv)$/i.test(reference.name)) {
      problems.reference = 'Reference data is Parquet or CSV';
    }
    return problems;
  },
  url({ url, referenceUrl }) {
    return {
      ...(!isFetchable(url) && { url: FETCHABLE }),
      ...(referenceUrl.trim() && !isFetchable(referenceUrl) && { referenceUrl: FETCHABLE }),
    };
  },
  outside({ format, uri, digest, sizeBytes }) {
    const problems: RegistrationProblems = {};
    const namesDigest = format === 'container-image' && /@sha256:[0-9a-f]{64}$/.test(uri.trim());
    if (!uri.trim() || uri.trim().length > LONGEST_ADDRESS) {
      problems.uri = 'Say where outside targets find the artifact';
    }
    if (digest.trim() ? !DIGEST.test(digestOf(digest)) : !namesDigest) {
      problems.digest = 'The SHA-256 of the artifact: 64 hexadecimal digits';
    }
    if (sizeBytes.trim() && !/^\d{1,15}$/.test(sizeBytes.trim())) {
      problems.sizeBytes = 'A whole number of bytes';
    }
    return problems;
  },
  none: () => ({}),
};

/** What keeps the form from being sent, by field. */
export function registrationProblems(form: RegistrationForm): RegistrationProblems {
  const problems: RegistrationProblems = {};
  if (!NAME.test(form.name) || form.name.length > LONGEST_NAME) {
    problems.name = `Lower-case letters and digits, joined by "-", "_" or ".", at most ${LONGEST_NAME} characters`;
  }
  if (!form.owner) {
    problems.owner = 'A model needs an owner';
  }
  const tags = tagsOf(form);
  const wrong = tags.filter(tag => !isTag(tag));
  if (wrong.length) {
    problems.tags = `Not a tag: ${wrong.join(', ')}. Lower-case letters, digits, "+" and "#", joined by "-"`;
  } else if (tags.length > MOST_TAGS) {
    problems.tags = `${MOST_TAGS} tags at most`;
  }
  return { ...problems, ...PROBLEMS_OF_PLACE[form.place](form) };
}

/** What is sent: the description of the model and, unless it is uploaded, of its artifact. */
export function registrationMetadata(form: RegistrationForm): ModelRegistration {
  const tags = tagsOf(form);
  const artifact = artifactReference(form);
  return {
    name: form.name,
    owner: form.owner,
    problemType: form.problemType,
    description: form.description.trim() || undefined,
    ...(tags.length && { tags }),
    ...(form.system && { system: form.system }),
    ...(artifact && { version: { artifact } }),
  };
}

function artifactReference(form: RegistrationForm): ArtifactReference | undefined {
  if (form.place === 'url') {
    return { url: form.url.trim(), referenceUrl: form.referenceUrl.trim() || undefined };
  }
  if (form.place === 'outside') {
    return {
      format: form.format,
      uri: form.uri.trim(),
      digest: form.digest.trim() ? digestOf(form.digest) : undefined,
      sizeBytes: form.sizeBytes.trim() ? Number(form.sizeBytes) : undefined,
    };
  }
  return undefined;
}

/** The part of the form that a refusal of the backend concerns. */
export type RefusedPart = 'name' | 'artifact' | 'form';

export function refusedPart(error: Error): RefusedPart {
  switch (error instanceof ResponseError ? error.statusCode : undefined) {
    case 409:
      return 'name';
    // What the form can know to be wrong isn't sent: the rest is found in the artifact or the reference data.
    case 400:
    case 413:
    case 415:
    case 422:
      return 'artifact';
    default:
      return 'form';
  }
}
