/** One byte for each row, 1 where it fits and 0 elsewhere. */
export function bitsOf(rows: number, fits: (row: number) => boolean): Uint8Array {
  // A loop, since Uint8Array.from takes several times as long for a million rows.
  const bits = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) bits[row] = fits(row) ? 1 : 0;
  return bits;
}
