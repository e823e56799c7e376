import type { ColumnDrift, Drift, DriftPoint } from '@mlops-backstage/plugin-mlops-common';

/** A cell of the drift map: one column of one version in one interval. */
export interface DriftCell {
  start: string;
  version: number;
  column: string;
}

/** As the URL holds it. The column comes last, since its name may hold anything. */
export function cellToText({ start, version, column }: DriftCell): string {
  return `${start}~${version}~${column}`;
}

export function cellFromText(text: string | undefined): DriftCell | undefined {
  const match = text?.match(/^([^~]+)~(\d+)~(.+)$/s);
  return match ? { start: match[1], version: Number(match[2]), column: match[3] } : undefined;
}

/** Whether a point is of the cell's interval and version. */
export function isPointOf(cell: DriftCell | undefined, point: DriftPoint): boolean {
  return (
    cell !== undefined &&
    cell.version === point.version &&
    Date.parse(cell.start) === Date.parse(point.start)
  );
}

export function findCell(
  drift: Drift,
  cell: DriftCell,
): { point: DriftPoint; column: ColumnDrift } | undefined {
  const point = drift.points.find(candidate => isPointOf(cell, candidate));
  const column = point?.columns.find(({ name }) => name === cell.column);
  return point && column && { point, column };
}
