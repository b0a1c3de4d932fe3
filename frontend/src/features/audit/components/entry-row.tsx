import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import type { Entry } from "../api/entries";
import { familyIcons, familyOf } from "../families";
import { useDetail } from "../hooks/use-detail";
import { type Person, subjectOf } from "../people";
import { ActorLine } from "./actor-line";
import { TargetLink } from "./target-link";

/** One deed as a sentence: what, to whom, how; below it by whom. */
export function EntryRow({ entry, people }: { entry: Entry; people: Person[] }) {
  const { t } = useTranslation("audit");
  const format = useFormat();
  const detail = useDetail()(entry);
  const Icon = familyIcons[familyOf(entry.action)];
  const subject = subjectOf(entry);
  const person = people.find(({ id }) => id === subject)?.name ?? t("person", { id: subject });
  return (
    <li className="flex items-start gap-3 border-t border-line px-(--card) py-(--row) first:border-t-0">
      <span
        aria-hidden
        className={cn(
          "mt-0.5 grid size-8 shrink-0 place-items-center rounded-full",
          entry.impersonator ? "bg-warn-soft text-warn" : "bg-sunken text-ink-2",
        )}
      >
        <Icon className="size-4" strokeWidth={1.7} />
      </span>
      <div className="min-w-0 grow">
        <p className="text-pretty [overflow-wrap:anywhere]">
          <span className="font-semibold">{entry.action_label}</span>
          {subject !== null && (
            <>
              : <bdi>{person}</bdi>
            </>
          )}
          {detail && <span className="text-ink-2"> · {detail}</span>}
        </p>
        <p className="flex flex-wrap items-center gap-x-2.5 text-sm text-ink-2">
          <ActorLine entry={entry} />
          <TargetLink entry={entry} />
        </p>
      </div>
      <time dateTime={entry.at} className="mt-0.5 shrink-0 text-sm text-ink-3">
        <bdi dir="ltr">{format.time(entry.at)}</bdi>
      </time>
    </li>
  );
}
