export type FieldErrors = Record<string, string>;

/** What the server refused, in the reader's language. `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldErrors = {},
  ) {
    super(message);
    this.name = "ApiError";
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

interface ErrorBody {
  error?: { code?: string; message?: string; fields?: Record<string, string | string[]> };
}

export function apiErrorFrom(status: number, body: unknown): ApiError {
  const error = (body as ErrorBody | null)?.error ?? {};
  const fields = Object.entries(error.fields ?? {}).map(([name, text]) => [name, [text].flat().join(" ")]);
  return new ApiError(status, error.code ?? "unknown", error.message ?? "", Object.fromEntries(fields));
}

/** What to tell the reader: the server's own words when it refused, ours when it could not answer. */
export function errorText(error: unknown, ours: { offline: string; failed: string }): string {
  if (!(error instanceof ApiError)) return ours.failed;
  if (error.isOffline) return ours.offline;
  const isSaid = error.status < 500 || error.status === 503;
  return isSaid && error.message ? error.message : ours.failed;
}
