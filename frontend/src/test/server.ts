import { vi } from "vitest";

type Handler = (request: Request) => unknown | Promise<unknown>;

export class Refusal {
  constructor(
    readonly status: number,
    readonly error: { code: string; message: string; fields?: Record<string, string[]>; [more: string]: unknown },
  ) {}
}

/**
 * The server's side of a test: "GET /api/v1/me" -> the body. A handler may return a Refusal, an answer of its own, or throw, which is a network that
 * cannot be reached. What was asked is in `asked`.
 */
export class FakeServer {
  asked: string[] = [];

  constructor(readonly handlers: Record<string, Handler>) {
    vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => this.answer(input, init));
  }

  count(call: string): number {
    return this.asked.filter((asked) => asked === call).length;
  }

  private async answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = input instanceof Request ? input : new Request(new URL(String(input), location.origin), init);
    const call = `${request.method} ${new URL(request.url).pathname}`;
    this.asked.push(call);
    const handler = this.handlers[call];
    const body = handler ? await handler(request) : new Refusal(404, { code: "not_found", message: "" });
    if (body instanceof Refusal) return Response.json({ error: body.error }, { status: body.status });
    if (body instanceof Response) return body;
    return body === undefined ? new Response(null, { status: 204 }) : Response.json(body);
  }
}
