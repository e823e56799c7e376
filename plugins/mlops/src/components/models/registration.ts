import type { ModelRegistration, ProblemType } from '@mlops-backstage/plugin-mlops-common';

const NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;
const LONGEST_NAME = 63;

/** What the registration form holds while it is filled in. */
export interface RegistrationForm {
  name: string;
  owner: string;
  problemType: ProblemType;
  description: string;
  artifact?: File;
  reference?: File;
}

export type RegistrationProblems = Partial<Record<keyof RegistrationForm, string>>;

/** What keeps the form from being sent, by field. */
export function registrationProblems(form: RegistrationForm): RegistrationProblems {
  const problems: RegistrationProblems = {};
  if (!NAME.test(form.name) || form.name.length > LONGEST_NAME) {
    problems.name = `Lower-case letters and digits, joined by "-", "_" or ".", at most ${LONGEST_NAME} characters`;
  }
  if (!form.owner) {
    problems.owner = 'A model needs an owner';
  }
  if (!form.artifact) {
    problems.artifact = 'Choose the ONNX file';
  } else if (!/\.onnx$/i.test(form.artifact.name)) {
    problems.artifact = `${form.artifact.name} is not an .onnx file`;
  }
  if (form.reference && !/\.(parquet|csv)$/i.test(form.reference.name)) {
    problems.reference = 'Reference data is Parquet or CSV';
  }
  return problems;
}

export function registrationMetadata(form: RegistrationForm): ModelRegistration {
  return {
    name: form.name,
    owner: form.owner,
    problemType: form.problemType,
    description: form.description.trim() || undefined,
  };
}
