export type ArrowValue = number | bigint | boolean | string | null;

/** The value of a row of a batch; null when it is missing. */
export type ArrowColumn = (row: number) => ArrowValue;
