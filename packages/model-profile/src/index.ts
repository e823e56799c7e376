/**
 * Mergeable profiles of tabular data with frozen edges, the drift between them, and the evaluation of
 * predictions against labels.
 *
 * @packageDocumentation
 */
export * from './schema/ProfileSchema';
export { sameSchema, schemaDigest } from './schema/schemaIdentity';

export type { CategoryValue } from './profile/categoryLabel';
export type { Moments } from './profile/Moments';
export * from './profile/Profile';
export * from './profile/Profiler';
export type { FloatRowCounter } from './profile/floatRows/FloatRowCounter';
export * from './profile/buildReferenceProfile';
export * from './profile/emptyProfile';
export { mergeProfiles } from './profile/mergeProfiles';

export { mergeCounts } from './serialization/mergeCounts';
export * from './serialization/profileJson';

export * from './drift/DriftReport';
export {
  DEFAULT_ALPHA,
  DEFAULT_THRESHOLD,
  measureDrift,
  type DriftOptions,
} from './drift/measureDrift';
export * from './drift/DriftDecision';
export * from './drift/hasDrifted';
export * from './drift/defaultMeasure';
export * from './drift/populationStability';
export * from './drift/jensenShannonDistance';
export * from './drift/hellingerDistance';
export * from './drift/totalVariation';
export * from './drift/lInfinity';
export * from './drift/chiSquareTests';
export * from './drift/kolmogorovSmirnov';
export * from './drift/wassersteinDistance';
export * from './drift/chiSquareSurvival';
export { logLikelihoodRatio } from './drift/logLikelihoodRatio';
export * from './drift/permutationPValue';
export { comparableBins } from './drift/comparableBins';
export { addCounts } from './drift/sequential/addCounts';
export * from './drift/sequential/MonitorState';
export { returnEvidence } from './drift/sequential/returnEvidence';
export * from './drift/sequential/sequentialMonitor';

export * from './evaluation/evaluateBinary';
export * from './evaluation/evaluateMulticlass';
export * from './evaluation/MulticlassEvaluation';
export * from './evaluation/evaluateRegression';
export { thinCurve } from './evaluation/thinCurve';
export type { ClassScores } from './evaluation/averagedScores';
export type { Calibration, CalibrationBin } from './evaluation/calibrationCurve';
export type { ConfusionMatrix } from './evaluation/ConfusionMatrix';
export type { UndefinedMetric } from './evaluation/Figure';
export type { ScoreMetric } from './evaluation/multiclassScores';
export type { PrecisionRecallPoint } from './evaluation/precisionRecallCurve';
export type { ScoreCurves } from './evaluation/rankingOf';
export type { RocPoint } from './evaluation/rocCurve';

export * from './paired/alwaysValidDifference';
export { aucMetric } from './paired/aucMetric';
export * from './paired/bootstrapDifference';
export * from './paired/classAgreement';
export { clustersOf, type Clusters } from './paired/Clusters';
export type { Interval } from './paired/Interval';
export * from './paired/mcnemar';
export { countPairs, type PairedCounts } from './paired/pairedProportions';
export { meanMetric, rootMeanMetric, type RowMetric } from './paired/RowMetric';
export * from './paired/scoreDistance';

export * from './performance/aucInterval';
export * from './performance/ClusteredRatio';
export * from './performance/estimatePerformance';
export * from './performance/isotonicRegression';
export * from './performance/RowSample';

export * from './latency/LatencySketch';

export * from './errors';
