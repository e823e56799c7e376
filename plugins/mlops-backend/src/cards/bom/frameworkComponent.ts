import type { Version } from '@mlops-backstage/plugin-mlops-common';

/** What call themselves frameworks; of everything else CycloneDX recommends to say that it is a library. */
const FRAMEWORKS = ['jax', 'keras', 'mxnet', 'pytorch', 'spark', 'tensorflow', 'torch'];

/** Packages of those that only one registry has: xgboost, say, is in Python's, R's and Java's. */
const PYPI: Record<string, string> = {
  'scikit-learn': 'scikit-learn',
  sklearn: 'scikit-learn',
  keras: 'keras',
  pytorch: 'torch',
  torch: 'torch',
};

function packageUrl(name: string, version: string | undefined): string | undefined {
  return Object.hasOwn(PYPI, name) && version !== undefined && /^[0-9A-Za-z.+-]+$/.test(version)
    ? `pkg:pypi/${PYPI[name]}@${encodeURIComponent(version)}`
    : undefined;
}

/** What the version was trained with, as a component of CycloneDX. */
export function frameworkComponent(
  ref: string,
  { name, version }: NonNullable<Version['framework']>,
): object {
  const key = name.trim().toLocaleLowerCase('en-US');
  const purl = packageUrl(key, version);
  return {
    type: FRAMEWORKS.includes(key) ? 'framework' : 'library',
    'bom-ref': ref,
    name,
    ...(version !== undefined && { version }),
    ...(purl !== undefined && { purl }),
  };
}
