/** What a metric says, and which way is better. */
export interface MetricMeaning {
  title: string;
  meaning: string;
  better: 'higher' | 'lower';
}

const averaged = (average: string, of: string): Record<string, MetricMeaning> => ({
  [`${average}_precision`]: {
    title: `Precision, ${average}`,
    meaning: `Share of the rows predicted as a class that are of it, ${of}`,
    better: 'higher',
  },
  [`${average}_recall`]: {
    title: `Recall, ${average}`,
    meaning: `Share of the rows of a class that are predicted as it, ${of}`,
    better: 'higher',
  },
  [`${average}_f1`]: {
    title: `F1, ${average}`,
    meaning: `Harmonic mean of precision and recall, ${of}`,
    better: 'higher',
  },
});

const meanings: Record<string, MetricMeaning> = {
  auc: {
    title: 'AUC',
    meaning: 'Chance that a positive row has a higher score than a negative one; 0.5 is guessing',
    better: 'higher',
  },
  macro_auc: {
    title: 'AUC, macro',
    meaning: 'AUC of each class against the others, all classes counting the same',
    better: 'higher',
  },
  weighted_auc: {
    title: 'AUC, weighted',
    meaning: 'AUC of each class against the others, classes counting by their rows',
    better: 'higher',
  },
  average_precision: {
    title: 'Average precision',
    meaning: 'Precision averaged over recall; the share of positive rows is guessing',
    better: 'higher',
  },
  log_loss: {
    title: 'Log loss',
    meaning: 'Mean negative logarithm of the probability given to what came true',
    better: 'lower',
  },
  brier: {
    title: 'Brier score',
    meaning: 'Mean squared difference between the probability and what came true',
    better: 'lower',
  },
  accuracy: { title: 'Accuracy', meaning: 'Share of rows predicted right', better: 'higher' },
  top_3_accuracy: {
    title: 'Top 3 accuracy',
    meaning: 'Share of rows whose class is among the three likeliest',
    better: 'higher',
  },
  balanced_accuracy: {
    title: 'Balanced accuracy',
    meaning: 'Recall averaged over the classes',
    better: 'higher',
  },
  precision: {
    title: 'Precision',
    meaning: 'Share of the rows predicted positive that are positive',
    better: 'higher',
  },
  recall: {
    title: 'Recall',
    meaning: 'Share of the positive rows that are predicted positive',
    better: 'higher',
  },
  specificity: {
    title: 'Specificity',
    meaning: 'Share of the negative rows that are predicted negative',
    better: 'higher',
  },
  f1: { title: 'F1', meaning: 'Harmonic mean of precision and recall', better: 'higher' },
  ...averaged('macro', 'all classes counting the same'),
  ...averaged('weighted', 'classes counting by their rows'),
  ...averaged('micro', 'over the rows of all classes together'),
  mcc: {
    title: 'Matthews correlation',
    meaning: 'Correlation of prediction and truth: 1 is perfect, 0 is guessing',
    better: 'higher',
  },
  cohen_kappa: {
    title: "Cohen's kappa",
    meaning: 'Agreement of prediction and truth beyond what chance gives',
    better: 'higher',
  },
  rmse: {
    title: 'RMSE',
    meaning: 'Root of the mean squared error, in the unit of the target',
    better: 'lower',
  },
  mse: { title: 'MSE', meaning: 'Mean squared error', better: 'lower' },
  mae: {
    title: 'MAE',
    meaning: 'Mean absolute error, in the unit of the target',
    better: 'lower',
  },
  median_absolute_error: {
    title: 'Median absolute error',
    meaning: 'Half of the rows are off by less, in the unit of the target',
    better: 'lower',
  },
  max_error: {
    title: 'Largest error',
    meaning: 'Error of the worst row, in the unit of the target',
    better: 'lower',
  },
  mape: {
    title: 'MAPE',
    meaning: 'Mean absolute error as a share of the actual value (1 is 100%)',
    better: 'lower',
  },
  rmsle: {
    title: 'RMSLE',
    meaning: 'Root mean squared difference of the logarithms',
    better: 'lower',
  },
  r2: {
    title: 'R²',
    meaning: 'Share of the variance that is explained; 0 is as good as the mean',
    better: 'higher',
  },
  explained_variance: {
    title: 'Explained variance',
    meaning: 'Like R², not minding a constant offset',
    better: 'higher',
  },
  silhouette: {
    title: 'Silhouette',
    meaning: 'How much nearer rows are to their own cluster than to the next, from −1 to 1',
    better: 'higher',
  },
  calinski_harabasz: {
    title: 'Calinski–Harabasz index',
    meaning: 'Spread between clusters over spread within them',
    better: 'higher',
  },
  davies_bouldin: {
    title: 'Davies–Bouldin index',
    meaning: 'Mean likeness of each cluster to the one most like it',
    better: 'lower',
  },
};

/** What a metric says, where its name is one that everybody uses the same way. */
export function metricMeaning(name: string): MetricMeaning | undefined {
  return Object.hasOwn(meanings, name) ? meanings[name] : undefined;
}
