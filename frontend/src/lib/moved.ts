/** The rows with one of them a place further on, or back. */
export function moved<Row>(rows: readonly Row[], from: number, by: -1 | 1): Row[] {
  return rows.toSpliced(from, 1).toSpliced(from + by, 0, ...rows.slice(from, from + 1));
}
