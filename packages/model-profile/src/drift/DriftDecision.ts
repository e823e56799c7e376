/**
 * What makes drift of a difference.
 *
 * - `effect`: it is large enough to matter, and no accident. For alerts and retraining.
 * - `significance`: it is no accident, however small. Sensitive: with many rows it finds what has no consequence.
 */
export type DriftDecision = 'effect' | 'significance';
