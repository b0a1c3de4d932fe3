interface Page<Row> {
  next?: string | null;
  results: Row[];
}

/** The server gives `next` as an address; only its cursor is needed. */
export function nextCursor(page: Page<unknown>): string | null {
  if (!page.next) return null;
  return new URL(page.next, location.origin).searchParams.get("cursor") ?? page.next;
}

export function rowsOf<Row>(pages: Page<Row>[] | undefined): Row[] {
  return pages?.flatMap((page) => page.results) ?? [];
}
