import { ArrowLeft, ArrowLeftRight, CalendarDays, ListChecks, type LucideIcon, MessageCircle, Phone, Sparkle, StickyNote } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Actor } from "@/components/ui/actor";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import type { TimelineEntry } from "../../api/timeline";
import { statusesIn, textIn } from "../../timeline-data";
import { StatusLabel } from "../status-label";
import { useEntryTitle } from "./use-entry-title";

const icons: Record<TimelineEntry["kind"], LucideIcon> = {
  call: Phone,
  message: MessageCircle,
  appointment: CalendarDays,
  task: ListChecks,
  note: StickyNote,
  status: ArrowLeftRight,
  event: Sparkle,
};

const sentiments = ["positive", "neutral", "negative"];

export function TimelineRow({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const seesCalls = useCan("calls.view");
  const title = useEntryTitle()(entry);
  const Icon = icons[entry.kind];
  const isQuiet = entry.kind === "status" || entry.kind === "event";
  return (
    <li className="flex gap-3 px-(--card) py-2">
      <span
        aria-hidden
        className={cn("mt-0.5 grid size-7 shrink-0 place-items-center rounded-full", entry.actor.kind === "ai" ? "bg-ai-soft text-ai" : "bg-sunken text-ink-2")}
      >
        <Icon className="size-3.5" strokeWidth={1.7} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-baseline gap-x-2">
          {entry.kind === "call" && seesCalls ? (
            <Link to={`/calls/${entry.id}`} className="-my-2 py-2 font-medium hover:text-accent hover:underline">
              {title}
            </Link>
          ) : (
            <span className={isQuiet ? undefined : "font-medium"}>{title}</span>
          )}
          <span className="text-sm text-ink-3">
            <Actor kind={entry.actor.kind} name={entry.actor.name} />
          </span>
        </p>
        <CallMood entry={entry} />
        {entry.kind === "status" ? (
          <StatusChange entry={entry} />
        ) : (
          !isQuiet &&
          entry.summary && (
            <p dir="auto" className="own-direction line-clamp-4 text-ink-2 [overflow-wrap:anywhere]">
              {entry.summary}
              {entry.data.is_cut === true && "…"}
            </p>
          )
        )}
      </div>
      <time dateTime={entry.at} className="shrink-0 pt-0.5 text-sm text-ink-3">
        <span className="sr-only">{t("timeline.at")} </span>
        <bdi dir="ltr">{format.time(entry.at)}</bdi>
      </time>
    </li>
  );
}

/** What a call was about, and how its caller spoke; nothing while nobody read it. */
function CallMood({ entry: { kind, data } }: { entry: TimelineEntry }) {
  const { t } = useTranslation("calls");
  const sentiment = textIn(data, "sentiment");
  if (kind !== "call" || !sentiments.includes(sentiment)) return null;
  const topic = textIn(data, "topic");
  return (
    <p className="text-sm text-ink-3">
      {topic && <bdi>{topic}</bdi>}
      {topic && " · "}
      {t("summary.sentiment.label")}: {t(`summary.sentiment.${sentiment as "neutral"}`)}
    </p>
  );
}

function StatusChange({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation("leads");
  const { from, to } = statusesIn(entry.data);
  const gone = { label: t("timeline.goneStatus"), colour: "#94a3b8" };
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-1.5">
      <StatusLabel status={from ?? gone} />
      <ArrowLeft aria-hidden className="size-3.5 text-ink-3 ltr:rotate-180" strokeWidth={1.7} />
      <StatusLabel status={to ?? gone} />
    </p>
  );
}
