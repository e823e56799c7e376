import { csvLine } from '@mlops-backstage/plugin-mlops-common';
import { toIsoString } from '../../database/columns';
import type { StoredAuditRow } from '../auditHash';

const COLUMNS: ReadonlyArray<[string, (row: StoredAuditRow) => string | number | null]> = [
  ['Event', row => row.seq],
  ['Time', row => toIsoString(row.occurred_at)],
  ['Actor', row => row.actor],
  ['On behalf of', row => row.on_behalf_of],
  ['Action', row => row.action],
  ['Outcome', row => row.outcome],
  ['Kind', row => row.resource_kind],
  ['Resource', row => row.resource],
  ['Model', row => row.model],
  ['Reason', row => row.reason],
  ['Request id', row => row.request_id],
  ['Address', row => row.address],
  ['Before', row => row.before],
  ['After', row => row.after],
  ['Id', row => row.id],
  ['Hash', row => row.hash],
];

export const CSV_HEADER = csvLine(COLUMNS.map(([title]) => title));

/** An event a line of RFC 4180; what a spreadsheet would run as a formula is written so that it doesn't. */
export function csvOf(rows: readonly StoredAuditRow[]): string {
  return rows.map(row => csvLine(COLUMNS.map(([, read]) => read(row) ?? undefined))).join('');
}
