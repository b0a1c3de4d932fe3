/** Somebody's words inside a sentence of ours: they keep their own direction and leave the sentence's alone. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
