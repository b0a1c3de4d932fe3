import type { FaqEntry } from "./api/entries";

/** Entries in which every word stands somewhere, in the question or in the answer. */
export function found(entries: FaqEntry[], search: string): FaqEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ question, answer }) => {
    const text = `${question} ${answer}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
