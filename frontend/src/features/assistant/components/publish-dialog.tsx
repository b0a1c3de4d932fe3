import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Channel, type PromptText, usePublish } from "../api/prompts";
import { DiffView } from "./diff-view";

interface PublishDialogProps {
  channel: Channel;
  draft: PromptText;
  returnFocus: RefObject<HTMLElement | null>;
  onPublished: (version: number | null) => void;
  onClose: () => void;
}

/** What the draft changes, said why, before it is live. */
export function PublishDialog({ channel, draft, returnFocus, onPublished, onClose }: PublishDialogProps) {
  const { t } = useTranslation("assistant");
  const publish = usePublish();
  const submission = useSubmission({
    names: ["comment"],
    send: async ({ comment }) => {
      const live = await publish.mutateAsync({ channel, comment: comment.trim(), revision: draft.revision });
      onPublished(live.version);
      onClose();
    },
  });
  return (
    <Dialog open wide title={t(`publish.title.${channel}`)} returnFocus={returnFocus} onClose={onClose}>
      <p className="mt-1 mb-3 text-ink-2">{t("publish.text")}</p>
      <DiffView prompt={draft} against="live" />
      <Form submission={submission} className="mt-4 space-y-3">
        <TextField
          name="comment"
          dir="auto"
          autoComplete="off"
          className="text-page-start"
          label={t("publish.comment")}
          hint={t("publish.commentHint")}
          maxLength={longest.prompt.comment}
          defaultValue={draft.comment}
          error={submission.errors.comment}
        />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(submission.busy ? "publish.busy" : "publish.action")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
