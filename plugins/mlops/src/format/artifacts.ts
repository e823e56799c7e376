import type { ArtifactFormat } from '@mlops-backstage/plugin-mlops-common';

const NAMES: Record<ArtifactFormat, string> = {
  onnx: 'ONNX',
  pickle: 'pickle',
  joblib: 'joblib',
  pytorch: 'PyTorch',
  safetensors: 'safetensors',
  tensorflow: 'TensorFlow',
  keras: 'Keras',
  xgboost: 'XGBoost',
  lightgbm: 'LightGBM',
  catboost: 'CatBoost',
  spark: 'Spark',
  h2o: 'H2O',
  pmml: 'PMML',
  mlflow: 'MLflow',
  'container-image': 'container image',
  other: 'other format',
};

/** A format of artifacts as people write it: `container-image` -> `container image`. */
export function formatName(format: ArtifactFormat): string {
  return NAMES[format] ?? format;
}
