/** One choice of this browser. Storage can be switched off: then the choice lives as long as the page. */
export function readChoice<Choice extends string>(key: string, allowed: readonly Choice[]): Choice | null {
  try {
    const stored = localStorage.getItem(`prosaas.${key}`);
    return allowed.find((choice) => choice === stored) ?? null;
  } catch {
    return null;
  }
}

export function writeChoice(key: string, choice: string) {
  try {
    localStorage.setItem(`prosaas.${key}`, choice);
  } catch {
    return;
  }
}
