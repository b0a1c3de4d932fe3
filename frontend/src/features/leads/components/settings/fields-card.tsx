import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { useChangeField } from "../../api/fields";
import { useCustomFields } from "../../api/list-fields";
import type { CustomField } from "../../api/types";
import { FieldDialog } from "./field-dialog";
import { FieldRow } from "./field-row";

/** What the business wants to know of every lead besides the usual. */
export function FieldsCard() {
  const { t } = useTranslation("leads");
  const { data: fields, isPending, error, refetch } = useCustomFields();
  const change = useChangeField();
  const refusal = useErrorText()(change.error);
  const [isNew, setNew] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const active = fields?.filter((field) => !field.is_archived) ?? [];
  const archived = fields?.filter((field) => field.is_archived) ?? [];

  /** The order is a number a field; whoever stands elsewhere than its number says gets a new one. */
  async function move(from: number, by: -1 | 1) {
    const field = active[from];
    if (!field) return;
    const wanted = active.toSpliced(from, 1).toSpliced(from + by, 0, field);
    for (const [order, { id, order: before }] of wanted.entries()) {
      if (order !== before) await change.mutateAsync({ id, order });
    }
  }

  function row(field: CustomField, index: number, all: CustomField[]) {
    return (
      <FieldRow
        key={field.id}
        field={field}
        isFirst={index === 0}
        isLast={index === all.length - 1}
        busy={change.isPending}
        onMove={(by) => void move(index, by).catch(() => undefined)}
        onArchive={(is_archived) => change.mutate({ id: field.id, is_archived })}
      />
    );
  }

  return (
    <Card
      title={t("settings.fields")}
      aside={
        <Button ref={button} onClick={() => setNew(true)}>
          <Plus aria-hidden strokeWidth={1.7} />
          {t("settings.newField")}
        </Button>
      }
    >
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t("settings.fieldsHint")}</p>
      {refusal && (
        <Callout tone="bad" role="alert" className="mx-(--card) mb-3">
          {refusal}
        </Callout>
      )}
      {isPending && <SkeletonRows count={3} />}
      {error && !fields && <Failure error={error} onRetry={() => void refetch()} />}
      {fields && active.length === 0 && <p className="border-t border-line px-(--card) py-5 text-ink-3">{t("settings.noFields")}</p>}
      <ul>{active.map(row)}</ul>
      {archived.length > 0 && (
        <details className="border-t border-line">
          <summary className="min-h-11 cursor-pointer px-(--card) py-2.5 text-sm text-ink-2">{t("settings.archived", { count: archived.length })}</summary>
          <ul>{archived.map(row)}</ul>
        </details>
      )}
      {isNew && <FieldDialog returnFocus={button} onClose={() => setNew(false)} />}
    </Card>
  );
}
