import { Fragment, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
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
  /** What of the settings stands in this form. */
  fields: readonly (keyof DiarySettings)[];
  /** How many rows stand for the form while it loads. */
  rows: number;
  children: (form: DiarySettingsFormProps) => ReactNode;
}

/**
 * A part of the diary's settings. What others save elsewhere in them touches nothing that is being written here;
 * what they save here is not written over unasked.
 */
export function SettingsCard({ title, fields, rows, children }: SettingsCardProps) {
  const { t } = useTranslation("appointments");
  const { data, isPending, error, refetch } = useDiarySettings();
  const [begun, setBegun] = useState<DiarySettings>();
  const shown = begun ?? data;
  const isOvertaken = Boolean(begun && data && fields.some((field) => begun[field] !== data[field]));
  const change = useChangeDiarySettings((isOvertaken ? begun : data)?.version ?? 0);

  async function save(rules: DiarySettingsChange) {
    await change.mutateAsync(rules);
    setBegun(undefined);
  }

  return (
    <Card title={title}>
      {isPending && <SkeletonRows count={rows} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {shown && (
        <div onChange={() => setBegun(shown)}>
          <Fragment key={JSON.stringify(fields.map((field) => shown[field]))}>
            {children({ settings: shown, saved: change.isSuccess && !begun, onSave: save })}
          </Fragment>
        </div>
      )}
      {isOvertaken && (
        <Callout tone="warn" role="alert" className="mx-(--card) mb-(--card)">
          <p>{t("settings.overtaken")}</p>
          <Button className="mt-2" onClick={() => setBegun(undefined)}>
            {t("settings.loadNewer")}
          </Button>
        </Callout>
      )}
    </Card>
  );
}
