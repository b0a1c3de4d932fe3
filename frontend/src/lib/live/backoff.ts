const firstMs = 500;
const longestMs = 30_000;

/** Doubling waits with jitter, so that a thousand dashboards do not come back in the same second. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** attempt);
  return ceiling * (0.5 + random() / 2);
}
