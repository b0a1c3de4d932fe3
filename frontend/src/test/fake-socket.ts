import { act } from "@testing-library/react";

/** A socket whose server side is played by the test. */
export class FakeSocket {
  static all: FakeSocket[] = [];

  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    const last = FakeSocket.all.at(-1);
    if (!last) throw new Error("no socket was opened");
    return last;
  }

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.onclose?.({ code: 1000 });
  }

  accept() {
    act(() => {
      this.onopen?.();
      this.say({ type: "ready" });
    });
  }

  say(message: unknown) {
    act(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  hint(event: string, id: number, data: Record<string, unknown> = {}) {
    this.say({ type: "event", event, id: String(id), sequence: 1, data });
  }

  drop(code = 1006) {
    act(() => this.onclose?.({ code }));
  }
}
