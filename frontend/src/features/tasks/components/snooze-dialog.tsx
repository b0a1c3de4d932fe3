import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { useMe } from "@/lib/auth/auth-context";
import { localMoment, momentOf } from "@/lib/format/local-moment";
import { useSubmission } from "@/lib/use-submission";
import { useSnoozeTask } from "../api/change-tasks";
import type { Task } from "../api/types";
import { snoozeTimes } from "../due";

interface SnoozeDialogProps {
  task: Task;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function SnoozeDialog({ task, returnFocus, onClose }: SnoozeDialogProps) {
  const { t } = useTranslation("tasks");
  const { timezone } = useMe().business;
  const snooze = useSnoozeTask(task.id);
  const submission = useSubmission({
    names: ["until"],
    required: { until: t("snooze.missing") },
    send: async ({ until }) => {
      await snooze.mutateAsync(momentOf(until, timezone));
      onClose();
    },
  });
  return (
    <Dialog open title={t("snooze.title")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("snooze.until")}
          name="until"
          type="datetime-local"
          defaultValue={localMoment(snoozeTimes(new Date(), timezone).tomorrow, timezone)}
          error={submission.errors.until}
        />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("snooze.submit")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
