import type { TalkTurn } from "./api/trying";

interface Step {
  says: string;
  /** Each tool once, as the answer called it. */
  calls: string[];
  fromFaq: boolean;
}

/** What a customer said, each with what its answer did. */
export function stepsOf(turns: TalkTurn[]): Step[] {
  const steps: Step[] = [];
  for (const { author, text, tried } of turns) {
    if (author === "customer") steps.push({ says: text, calls: [], fromFaq: false });
    const step = steps.at(-1);
    if (author !== "assistant" || !step || !tried) continue;
    step.calls = [...new Set(tried.tools.map(({ name }) => name))];
    step.fromFaq = tried.faq_entry_id !== null;
  }
  return steps;
}
