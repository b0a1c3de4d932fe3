import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { type Channel, type ChannelPrompts, usePrompts } from "../api/prompts";
import { PromptEditor } from "./prompt-editor";

interface PromptCardProps {
  channel: Channel;
  edits: boolean;
}

/** What the assistant is told on a channel. */
export function PromptCard({ channel, edits }: PromptCardProps) {
  const { t } = useTranslation(["assistant", "common"]);
  const { data, error, refetch } = usePrompts();
  const prompts = data?.find((each) => each.channel === channel);
  if (!prompts && error) {
    return (
      <Card label={t("prompt")}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <Card title={t("prompt")} aside={prompts && <State prompts={prompts} />}>
      {prompts ? (
        <PromptEditor key={channel} prompts={prompts} edits={edits} />
      ) : (
        <div role="status" aria-label={t("common:state.loading")} className="space-y-3 px-(--card) pb-(--card)">
          <Skeleton className="h-64 w-full" />
          <Skeleton className="h-4 w-40" />
        </div>
      )}
    </Card>
  );
}

function State({ prompts: { live, draft } }: { prompts: ChannelPrompts }) {
  const { t } = useTranslation("assistant");
  return (
    <span className="flex flex-wrap gap-1.5">
      {draft && <Chip tone="warn">{t("state.draft")}</Chip>}
      {live ? <Chip tone="ok">{t("state.live", { version: live.version })}</Chip> : <Chip>{t("state.none")}</Chip>}
    </span>
  );
}
