import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { isolated } from "@/lib/format/isolated";
import type { ChannelPrompts } from "../api/prompts";
import { type SavedTest, type TestRun, useDeleteTest, type Wording } from "../api/trying";

interface TestRowProps {
  test: SavedTest;
  wording: Wording;
  prompts?: ChannelPrompts;
  edits: boolean;
}

const tones: Record<TestRun["state"], ChipTone> = { waiting: "plain", passed: "ok", broke: "bad", failed: "warn" };

export function TestRow({ test, wording, prompts, edits }: TestRowProps) {
  const { t } = useTranslation("assistant");
  const remove = useDeleteTest();
  const run = test.runs.find((each) => each.wording === wording);
  return (
    <li className="border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
              {test.name}
            </bdi>
            {run ? <Chip tone={tones[run.state]}>{t(`test.state.${run.state}`)}</Chip> : <Chip>{t("test.state.none")}</Chip>}
            {run && isOld(run, prompts) && <Chip tone="warn">{t("test.old")}</Chip>}
          </p>
          <p className="mt-0.5 text-sm text-ink-3">{t("test.steps", { count: test.steps.length })}</p>
        </div>
        {edits && (
          <IconButton icon={Trash2} label={t("test.delete", { name: isolated(test.name) })} disabled={remove.isPending} onClick={() => remove.mutate(test.id)} />
        )}
      </div>
      {run && run.steps.length > 0 && <Steps steps={run.steps} open={run.state === "broke"} />}
    </li>
  );
}

/** Whether the text was written over since. */
function isOld(run: TestRun, prompts?: ChannelPrompts): boolean {
  if (!prompts) return false;
  return run.wording === "draft" ? prompts.draft?.revision !== run.revision : prompts.live?.version !== run.prompt_version;
}

function Steps({ steps, open }: { steps: TestRun["steps"]; open: boolean }) {
  const { t } = useTranslation("assistant");
  return (
    <details open={open} className="mt-1 pe-2 text-sm">
      <summary className="cursor-pointer py-2 text-ink-2 md:py-0.5">{t("test.answers")}</summary>
      <ol className="mt-1 space-y-2">
        {steps.map((step, place) => (
          <li key={place} className="rounded-small border border-line p-2">
            <p dir="auto" className="font-medium text-page-start [overflow-wrap:anywhere]">
              {step.says}
            </p>
            <p dir="auto" className="text-page-start text-ink-2 [overflow-wrap:anywhere]">
              {step.text}
            </p>
            {step.broke.map(({ kind, wanted }, at) => (
              <p key={at} className="text-bad">
                {t(`test.broke.${kind}`, { wanted: isolated(t(`tools.${wanted}`, { defaultValue: wanted })) })}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
