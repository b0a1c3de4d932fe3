import { ApiError } from "@/lib/api/error";

export interface ChoiceInUse {
  choice: string;
  leads: number;
}

/** By the option that goes: the one its leads get instead, or null for none. */
export type Replacements = Record<string, string | null>;

/** The options that cannot go before it is said what their leads get; null of any other refusal. */
export function choicesInUse(error: unknown): ChoiceInUse[] | null {
  return error instanceof ApiError && error.code === "custom_choices_in_use" ? (error.data.choices as ChoiceInUse[]) : null;
}

/** What is still true of them: an option that was written back is not replaced, one that was crossed out replaces none. */
export function replacementsFor(options: string[], replacements: Replacements): Replacements {
  const isSound = ([choice, instead]: [string, string | null]) => !options.includes(choice) && (instead === null || options.includes(instead));
  return Object.fromEntries(Object.entries(replacements).filter(isSound));
}
