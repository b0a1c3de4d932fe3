import { FlaskConical, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import type { Channel, ChannelPrompts } from "../api/prompts";
import { useRunTests, useTests, type Wording } from "../api/trying";
import { TestRow } from "./test-row";

interface TestsCardProps {
  channel: Channel;
  wording: Wording;
  prompts?: ChannelPrompts;
  edits: boolean;
}

/** Saved talks, and which of them broke on what is tried out. */
export function TestsCard({ channel, wording, prompts, edits }: TestsCardProps) {
  const { t } = useTranslation("assistant");
  const { data, error, refetch } = useTests(channel);
  const run = useRunTests();
  const refusal = useErrorText()(run.error);
  if (!data && error) {
    return (
      <Card label={t("test.title")}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <Card
      title={t("test.title")}
      aside={
        edits &&
        Boolean(data?.length) && (
          <Button disabled={run.isPending} onClick={() => run.mutate({ channel, wording })}>
            <Play aria-hidden strokeWidth={1.7} className="rtl:-scale-x-100" />
            {t(`test.run.${wording}`)}
          </Button>
        )
      }
    >
      {refusal && (
        <Callout tone="bad" role="alert" className="mx-(--card) mb-3">
          {refusal}
        </Callout>
      )}
      {!data && <SkeletonRows count={2} />}
      {data?.length === 0 && <Notice icon={FlaskConical} title={t("test.empty")} hint={t("test.emptyHint")} />}
      <ul>
        {data?.map((test) => (
          <TestRow key={test.id} test={test} wording={wording} prompts={prompts} edits={edits} />
        ))}
      </ul>
    </Card>
  );
}
