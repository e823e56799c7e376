/** A timestamp column as SQLite (milliseconds) or PostgreSQL (Date) gives it. */
export type TimestampColumn = Date | number | string;

/** ISO 8601 in UTC. */
export function toIsoString(value: TimestampColumn): string {
  return new Date(value).toISOString();
}

/** A bigint column: PostgreSQL gives a string so as not to lose digits; ours all fit a double. */
export function toNumber(value: number | string): number {
  return Number(value);
}

/** A value with the characters that LIKE treats as patterns escaped by a backslash. */
export function escapeLike(value: string): string {
  return value.replace(/[\\%_]/g, character => `\\${character}`);
}
