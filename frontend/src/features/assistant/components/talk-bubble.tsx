import { CircleQuestionMark, ShieldAlert, Sparkles, Wrench } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { Money } from "@/components/ui/money";
import { cn } from "@/lib/cn";
import { usePreferences } from "@/lib/preferences/preferences-context";
import type { TalkTurn, Tried } from "../api/trying";

/** One turn; under an answer stands what was done on the way to it. */
export function TalkBubble({ turn }: { turn: TalkTurn }) {
  const { t } = useTranslation("assistant");
  const isOurs = turn.author === "assistant";
  return (
    <div className={cn("flex flex-col gap-1", isOurs ? "items-end" : "items-start")}>
      <p className="flex items-center gap-1 text-xs text-ink-3">
        {isOurs && <Sparkles aria-hidden className="size-3.5 text-ai" strokeWidth={1.7} />}
        {t(isOurs ? "talk.assistant" : "talk.customer")}
      </p>
      <p
        dir="auto"
        className={cn(
          "max-w-[85%] rounded-medium border border-line px-3 py-2 text-page-start whitespace-pre-wrap [overflow-wrap:anywhere]",
          isOurs ? "bg-ai-soft" : "bg-surface",
        )}
      >
        {turn.text || t("talk.silent")}
      </p>
      {turn.tried && <OnTheWay tried={turn.tried} />}
    </div>
  );
}

function OnTheWay({ tried }: { tried: Tried }) {
  const { t } = useTranslation("assistant");
  const { language } = usePreferences();
  const seconds = (tried.elapsed_ms / 1000).toLocaleString(language, { maximumFractionDigits: 1 });
  return (
    <div className="flex max-w-[85%] flex-col items-end gap-1">
      <p className="flex flex-wrap justify-end gap-1.5">
        {tried.faq_entry_id !== null && (
          <Chip tone="accent">
            <CircleQuestionMark aria-hidden className="size-3.5" strokeWidth={1.7} />
            {t("talk.faq")}
          </Chip>
        )}
        {tried.tools.map((tool, place) => (
          <Chip key={place} tone={tool.ok ? "ok" : "warn"}>
            <Wrench aria-hidden className="size-3.5" strokeWidth={1.7} />
            {t(`tools.${tool.name}`, { defaultValue: tool.name })}
            {!tool.ok && ` · ${t("talk.refused")}`}
          </Chip>
        ))}
        {tried.guards.map((hit, place) => (
          <Chip key={place} tone="bad">
            <ShieldAlert aria-hidden className="size-3.5" strokeWidth={1.7} />
            {t(`guards.${hit.guard}`, { defaultValue: hit.guard })}
          </Chip>
        ))}
      </p>
      {tried.guards.map((hit, place) => (
        <p key={place} dir="auto" className="text-xs text-ink-3 line-through [overflow-wrap:anywhere]">
          {hit.words}
        </p>
      ))}
      <p className="text-xs text-ink-3 tabular-nums">
        {t("talk.took", { seconds })} · <Money microUsd={tried.cost_micro_usd} exact />
      </p>
    </div>
  );
}
