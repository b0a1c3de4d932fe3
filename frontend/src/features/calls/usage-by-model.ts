import type { Usage } from "./api/types";

export interface ModelUsage {
  kind: Usage["kind"];
  model: string;
  cost_micro_usd: number;
}

/** One line a model: a call has a record for every answer and every transcript. The dearest comes first. */
export function usageByModel(usage: Usage[]): ModelUsage[] {
  const lines = new Map<string, ModelUsage>();
  for (const { kind, model, cost_micro_usd } of usage) {
    const before = lines.get(`${kind} ${model}`)?.cost_micro_usd ?? 0;
    lines.set(`${kind} ${model}`, { kind, model, cost_micro_usd: before + cost_micro_usd });
  }
  return [...lines.values()].sort((a, b) => b.cost_micro_usd - a.cost_micro_usd);
}
