import { CircleAlert, Sparkle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import type { ToolUse } from "../api/types";

const known = ["save_lead", "create_task", "check_availability", "hold_slot", "book_appointment"] as const;

/** What the assistant did at this point of the call, in the owner's words. */
export function ToolNote({ tool }: { tool: ToolUse }) {
  const { t } = useTranslation("calls");
  const name = known.find((candidate) => candidate === tool.name) ?? "other";
  const Icon = tool.ok ? Sparkle : CircleAlert;
  return (
    <li className="px-(--card) py-1.5">
      <span
        className={cn(
          "inline-flex sm:ms-25.5 items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium",
          tool.ok ? "bg-ai-soft text-ai" : "bg-warn-soft text-warn",
        )}
      >
        <Icon aria-hidden className="size-3 shrink-0" strokeWidth={2} />
        {t(tool.ok ? `tool.${name}` : `tool.${name}Failed`)}
      </span>
    </li>
  );
}
