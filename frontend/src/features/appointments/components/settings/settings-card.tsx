import { Fragment, type ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type DiarySettings, type DiarySettingsChange, useChangeDiarySettings, useDiarySettings } from "../../api/settings";

export interface DiarySettingsFormProps {
  settings: DiarySettings;
  saved: boolean;
  onSave: (rules: DiarySettingsChange) => Promise<unknown>;
}

interface SettingsCardProps {
  title: string;
  /** How many rows stand for the form while it loads. */
  rows: number;
  children: (form: DiarySettingsFormProps) => ReactNode;
}

/** A part of the diary's settings; the form begins anew with every version of them. */
export function SettingsCard({ title, rows, children }: SettingsCardProps) {
  const { data, isPending, error, refetch } = useDiarySettings();
  const change = useChangeDiarySettings(data?.version ?? 0);
  return (
    <Card title={title}>
      {isPending && <SkeletonRows count={rows} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && <Fragment key={data.version}>{children({ settings: data, saved: change.isSuccess, onSave: change.mutateAsync })}</Fragment>}
    </Card>
  );
}
