/**
 * Tabs share the refresh cookie, and each use of it replaces it. Two tabs at once would show the server a token that was
 * just replaced, which is how a stolen one looks; so one tab at a time. Without locks (a page over plain http) the server's
 * few seconds of grace have to do.
 */
export async function inOneTab<Result>(work: () => Promise<Result>): Promise<Awaited<Result>> {
  return await ("locks" in navigator ? navigator.locks.request("prosaas.refresh", work) : work());
}
