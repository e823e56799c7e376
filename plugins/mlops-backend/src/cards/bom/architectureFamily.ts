/** Families by what the names of their algorithms have in common; the first that fits counts. */
const FAMILIES: ReadonlyArray<[family: string, pattern: RegExp]> = [
  ['gradient boosting', /boost|gbm|gbdt/i],
  ['random forest', /random.?forest|extra.?trees/i],
  ['decision tree', /decision.?tree/i],
  ['linear model', /logistic|linear.?regression|ridge|lasso|elastic.?net/i],
  ['support vector machine', /\bsv[mcr]\b|support.?vector/i],
  ['nearest neighbours', /neighbou?rs|\bknn\b/i],
  ['naive Bayes', /naive.?bayes|gaussiannb|multinomialnb/i],
  ['k-means', /k.?means/i],
  ['transformer network', /transformer|\bbert\b|\bgpt/i],
  ['convolutional neural network', /convolution|\bcnn\b|resnet|efficientnet/i],
  ['recurrent neural network', /\blstm\b|\bgru\b|\brnn\b/i],
  ['neural network', /neural|\bmlp|perceptron/i],
];

/** The family that an algorithm belongs to, where its name tells. */
export function architectureFamily(algorithm: string): string | undefined {
  return FAMILIES.find(([, pattern]) => pattern.test(algorithm))?.[0];
}
