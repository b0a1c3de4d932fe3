import { backoffMs } from "./backoff";
import { closeCodes, type LiveEvent, parseServerMessage } from "./protocol";

export type LiveState = "connecting" | "open" | "lost" | "refused";

/** A ping and a half: a network that dropped the connection without a word is noticed by the silence. */
const silenceMs = 45_000;

interface LiveOptions {
  url: string;
  accessToken: () => string | null;
  /** Asked after the server refused the token; false ends the connection for good. */
  renewToken: () => Promise<boolean>;
  onEvent: (event: LiveEvent) => void;
  onState: (state: LiveState) => void;
}

/** One socket that stays: it authenticates, reconnects with backoff and reports its state. Returns how to close it. */
export function connectLive({ url, accessToken, renewToken, onEvent, onState }: LiveOptions): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let closed = false;

  function open() {
    clearTimeout(timer);
    const opening = new WebSocket(url);
    socket = opening;
    opening.onopen = () => opening.send(JSON.stringify({ type: "authenticate", token: accessToken() }));
    opening.onmessage = ({ data }: MessageEvent<string>) => {
      if (socket === opening && !closed) receive(data);
    };
    opening.onclose = ({ code }) => {
      if (socket === opening) leave(code);
    };
    listen();
  }

  function listen() {
    clearTimeout(silence);
    silence = setTimeout(giveUp, silenceMs);
  }

  function giveUp() {
    const given = socket;
    if (!given) return;
    leave(0);
    given.close();
  }

  function receive(text: string) {
    listen();
    const message = parseServerMessage(text);
    if (message?.type === "event") onEvent(message);
    if (message?.type === "ready") {
      attempt = 0;
      onState("open");
    }
  }

  function leave(code: number) {
    socket = null;
    clearTimeout(silence);
    if (closed) return;
    if (code === closeCodes.forbidden) {
      onState("refused");
      return;
    }
    onState("lost");
    timer = setTimeout(() => void comeBack(code), backoffMs(attempt));
    attempt += 1;
  }

  async function comeBack(code: number) {
    const renewed = code !== closeCodes.unauthenticated || (await renewToken().catch(() => true));
    if (renewed && !closed && !socket) open();
  }

  function comeBackNow() {
    if (!socket && !closed) open();
  }

  onState("connecting");
  open();
  addEventListener("online", comeBackNow);
  addEventListener("offline", giveUp);

  return () => {
    closed = true;
    clearTimeout(timer);
    clearTimeout(silence);
    removeEventListener("online", comeBackNow);
    removeEventListener("offline", giveUp);
    socket?.close();
  };
}
