export interface Day<Row> {
  key: string;
  rows: [Row, ...Row[]];
}

/** Rows in their order, cut where the day changes. */
export function groupByDay<Row>(rows: Row[], dayOf: (row: Row) => string): Day<Row>[] {
  const days: Day<Row>[] = [];
  for (const row of rows) {
    const key = dayOf(row);
    const last = days.at(-1);
    if (last?.key === key) last.rows.push(row);
    else days.push({ key, rows: [row] });
  }
  return days;
}
