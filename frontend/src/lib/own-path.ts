/** The address inside this site that `next` names; null for everything that leads, or could lead, elsewhere. */
export function ownPath(next: unknown): string | null {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, location.origin)) return null;
  const { origin, pathname, search, hash } = new URL(next, location.origin);
  // Its dots are resolved by now: "/.//evil.test" has become another site's address.
  return origin === location.origin && !pathname.startsWith("//") ? pathname + search + hash : null;
}
