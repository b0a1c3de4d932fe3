import { expect, it } from "vitest";
import type { Usage } from "./api/types";
import { usageByModel } from "./usage-by-model";

function used(kind: Usage["kind"], model: string, cost_micro_usd: number): Usage {
  return { kind, model, cost_micro_usd, tokens: {}, seconds: null };
}

it("adds up what each model cost, the dearest first", () => {
  const usage = [
    used("transcription", "gpt-transcribe", 200),
    used("realtime", "gpt-realtime-2.1", 15_000),
    used("transcription", "gpt-transcribe", 300),
    used("realtime", "gpt-realtime-2.1", 6_100),
  ];

  expect(usageByModel(usage)).toEqual([
    { kind: "realtime", model: "gpt-realtime-2.1", cost_micro_usd: 21_100 },
    { kind: "transcription", model: "gpt-transcribe", cost_micro_usd: 500 },
  ]);
});
