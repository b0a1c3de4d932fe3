import { useTranslation } from "react-i18next";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { cn } from "@/lib/cn";
import { type Against, type PromptVersion, usePromptDiff } from "../api/prompts";
import { folded, type Line } from "../folded";

interface DiffViewProps {
  prompt: Pick<PromptVersion, "id" | "revision">;
  against: Against;
}

/** What a version changes, line by line; the same lines between are folded. */
export function DiffView({ prompt, against }: DiffViewProps) {
  const { t } = useTranslation("assistant");
  const { data, error, refetch } = usePromptDiff(prompt.id, prompt.revision, against);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-40 w-full" />;
  const isSame = data.lines.every(({ kind }) => kind === "same");
  return (
    <div className="overflow-hidden rounded-small border border-line text-sm">
      <p className="border-b border-line bg-sunken px-3 py-1.5 text-ink-2">
        {data.base ? t("diff.against", { version: data.base.version }) : t("diff.first")}
      </p>
      {isSame ? (
        <p className="px-3 py-3 text-ink-2">{t("diff.same")}</p>
      ) : (
        <ol aria-label={t("diff.label")} className="py-1">
          {folded(data.lines).map((piece, at) =>
            "hidden" in piece ? (
              <li key={at} className="bg-sunken px-3 py-1 text-xs text-ink-3">
                {t("diff.hidden", { count: piece.hidden })}
              </li>
            ) : (
              <DiffLine key={at} line={piece.line} />
            ),
          )}
        </ol>
      )}
    </div>
  );
}

const looks: Record<Line["kind"], { sign: string; look: string }> = {
  same: { sign: " ", look: "text-ink-2" },
  removed: { sign: "−", look: "bg-bad-soft" },
  added: { sign: "+", look: "bg-ok-soft" },
};

function DiffLine({ line: { kind, text } }: { line: Line }) {
  const { t } = useTranslation("assistant");
  const { sign, look } = looks[kind];
  return (
    <li className={cn("flex gap-2 px-3 py-0.5", look)}>
      <span aria-hidden className={cn("w-3 shrink-0 text-center font-semibold", kind === "added" && "text-ok", kind === "removed" && "text-bad")}>
        {sign}
      </span>
      {kind !== "same" && <span className="sr-only">{t(`diff.${kind}`)}</span>}
      <span dir="auto" className={cn("min-w-0 grow text-page-start whitespace-pre-wrap [overflow-wrap:anywhere]", kind === "removed" && "line-through decoration-ink-3")}>
        {text || "\u00a0"}
      </span>
    </li>
  );
}
