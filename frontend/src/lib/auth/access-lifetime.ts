/**
 * How long an access token lives, in ms; null when it does not say.
 * Read from its own two times, because the clock of this computer may be wrong.
 */
export function accessLifetime(token: string): number | null {
  const payload = token.split(".")[1];
  if (!payload) return null;
  try {
    const { exp, iat } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return typeof exp === "number" && typeof iat === "number" ? (exp - iat) * 1000 : null;
  } catch {
    return null;
  }
}
