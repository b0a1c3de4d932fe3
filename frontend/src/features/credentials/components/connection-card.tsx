import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { Form, FormRefusal } from "@/components/ui/form";
import { useErrorText } from "@/lib/api/use-error-text";
import type { Submission } from "@/lib/use-submission";
import { type Check, useRemove } from "../api/credentials";

const checkTones = { works: "ok", refused: "bad", unknown: "warn" } as const;

interface ConnectionCardProps {
  name: "twilio" | "openai";
  /** What is known of the business's own account; null while the platform's is used. */
  facts: ReactNode | null;
  fields: ReactNode;
  /** What the service said of the key that was just saved. */
  check: Check | undefined;
  submission: Submission;
  editing: boolean;
  onEdit: (editing: boolean) => void;
}

/** An outside account: whose it is, how to bring an own one, and how to go back to the platform's. */
export function ConnectionCard({ name, facts, fields, check, submission, editing, onEdit }: ConnectionCardProps) {
  const { t } = useTranslation(["credentials", "common"]);
  const [removing, setRemoving] = useState(false);
  return (
    <Card title={t(`${name}.title`)} aside={<Chip tone={facts ? "ok" : "plain"}>{t(facts ? "own" : "platform")}</Chip>}>
      <div className="space-y-4 px-(--card) pb-(--card)">
        <p className="text-pretty text-ink-2">{t(`${name}.text`)}</p>
        {facts && !editing && <Facts>{facts}</Facts>}
        {facts && !editing && check && (
          <Callout tone={checkTones[check]} role="status">
            {t(`${name}.check.${check}`)}
          </Callout>
        )}
        {editing ? (
          <Form submission={submission} className="max-w-110 space-y-4">
            {fields}
            <p className="text-sm text-ink-3">{t("writeOnly")}</p>
            <FormRefusal submission={submission} />
            <div className="flex flex-wrap gap-2">
              <Button type="submit" tone="primary" disabled={submission.busy}>
                {t(submission.busy ? "saving" : "save")}
              </Button>
              <Button onClick={() => onEdit(false)} disabled={submission.busy}>
                {t("common:cancel")}
              </Button>
            </div>
          </Form>
        ) : (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => onEdit(true)}>{t(facts ? "replace" : `${name}.connect`)}</Button>
            {facts && (
              <Button tone="quiet" onClick={() => setRemoving(true)}>
                {t("remove")}
              </Button>
            )}
          </div>
        )}
      </div>
      <RemoveDialog name={name} open={removing} onClose={() => setRemoving(false)} />
    </Card>
  );
}

function RemoveDialog({ name, open, onClose }: { name: "twilio" | "openai"; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["credentials", "common"]);
  const explain = useErrorText();
  const remove = useRemove(name);
  return (
    <ConfirmDialog
      open={open}
      title={t(`${name}.removeTitle`)}
      confirm={t("remove")}
      keep={t("common:cancel")}
      busy={remove.isPending}
      error={explain(remove.error)}
      onConfirm={() => remove.mutate(undefined, { onSuccess: onClose })}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    >
      <p>{t(`${name}.removeText`)}</p>
    </ConfirmDialog>
  );
}
