import type { Diff } from "./api/prompts";

export type Line = Diff["lines"][number];
/** A line that is shown, or so many equal ones that are not. */
export type Piece = { line: Line } | { hidden: number };

const around = 2;

/** Equal lines far from any change are folded away. */
export function folded(lines: Line[]): Piece[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, at) => {
    if (kind === "same") return;
    for (let step = at - around; step <= at + around; step++) near.add(step);
  });
  const pieces: Piece[] = [];
  lines.forEach((line, at) => {
    const last = pieces.at(-1);
    if (near.has(at)) pieces.push({ line });
    else if (last && "hidden" in last) last.hidden += 1;
    else pieces.push({ hidden: 1 });
  });
  return pieces;
}
