/** The rows of a CSV text: quotes may hold commas, line ends and doubled quotes. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const content = text.replace(/^\uFEFF/, "");
  for (let index = 0; index < content.length; index += 1) {
    const sign = content.charAt(index);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (content.charAt(index + 1) === '"') {
        cell += sign;
        index += 1;
      } else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ",") {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else if (sign !== "\r") cell += sign;
  }
  if (cell || row.length > 0) rows.push([...row, cell]);
  return rows;
}
