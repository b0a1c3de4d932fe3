export type FieldErrors = Record<string, string>;

/** What the server refused, in the reader's language. `status` 0 means that it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldErrors = {},
    /** What else stands beside code and message in the answer. */
    readonly data: Record<string, unknown> = {},
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
  code?: string;
  message?: string;
  /** The one field that is meant, when the sentence is about one. */
  field?: string;
  fields?: Record<string, string | string[]>;
}

export function apiErrorFrom(status: number, body: unknown): ApiError {
  const { code = "unknown", message = "", field, fields = {}, ...data } = (body as { error?: ErrorBody } | null)?.error ?? {};
  const texts = Object.entries(fields).map(([name, text]) => [name, [text].flat().join(" ")]);
  if (field) texts.push([field, message]);
  return new ApiError(status, code, message, Object.fromEntries(texts), data);
}

/** What to tell the reader: the server's own words when it refused, ours when it could not answer. */
export function errorText(error: unknown, ours: { offline: string; failed: string }): string {
  if (!(error instanceof ApiError)) return ours.failed;
  if (error.isOffline) return ours.offline;
  const isSaid = error.status < 500 || error.status === 503;
  return isSaid && error.message ? error.message : ours.failed;
}
