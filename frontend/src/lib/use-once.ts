import { useRef } from "react";

interface Header {
  "Idempotency-Key": string;
}

/**
 * Sends what makes something, under one name until it is answered: sent again because nobody heard the answer, it is made once.
 * What was written anew meanwhile is another thing and has a name of its own.
 */
export function useOnce<Given, Answer>(send: (given: Given, header: Header) => Promise<Answer>): (given: Given) => Promise<Answer> {
  const unanswered = useRef<{ content: string; key: string }>(null);
  return async (given) => {
    const content = given instanceof File ? [given.name, given.size, given.lastModified].join("\n") : JSON.stringify(given);
    if (unanswered.current?.content !== content) unanswered.current = { content, key: randomKey() };
    const answer = await send(given, { "Idempotency-Key": unanswered.current.key });
    unanswered.current = null;
    return answer;
  };
}

/** `crypto.randomUUID` is missing on pages over plain http. */
function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
