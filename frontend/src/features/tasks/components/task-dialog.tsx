import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { useMe } from "@/lib/auth/auth-context";
import { useSubmission } from "@/lib/use-submission";
import { currentTask, useChangeTask, useCreateTask } from "../api/change-tasks";
import type { Task } from "../api/types";
import { dueOf, isSameDue } from "../due";
import { readRecurrence, writeRecurrence } from "../recurrence";
import { TaskFields, taskFieldNames } from "./task-fields";

interface TaskDialogProps {
  /** Left out for a new one. */
  task?: Task;
  /** What a new one is about. */
  leadId?: number;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** A task that somebody else changed meanwhile is not written over without being asked. */
export function TaskDialog({ task, leadId, returnFocus, onClose }: TaskDialogProps) {
  const { t } = useTranslation("tasks");
  const { timezone } = useMe().business;
  const create = useCreateTask();
  const change = useChangeTask(task?.id ?? 0);
  const [shown, setShown] = useState(task);
  const [newer, setNewer] = useState<Task | null>(null);
  const submission = useSubmission({
    names: taskFieldNames,
    required: { title: t("form.missingTitle") },
    send: async ({ title, details, date, time, priority, assignee, frequency, interval }) => {
      const due = dueOf(date, time, timezone);
      const meantFor = shown && isSameDue(shown, due) ? readRecurrence(shown.recurrence)?.meantFor : [];
      const written = {
        title: title.trim(),
        details: details.trim(),
        ...due,
        priority: priority as Task["priority"],
        assignee_id: assignee ? Number(assignee) : null,
        recurrence: writeRecurrence(frequency, interval, meantFor),
      };
      try {
        if (shown) await change.mutateAsync({ ...written, version: (newer ?? shown).version });
        else await create.mutateAsync({ ...written, lead: leadId });
      } catch (error) {
        const current = currentTask(error);
        if (!current) throw error;
        setNewer(current);
        return;
      }
      onClose();
    },
  });

  return (
    <Dialog open title={t(task ? "form.editTitle" : "form.newTitle")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-3.5">
        <TaskFields key={shown?.version} task={shown} errors={submission.errors} />
        <FormRefusal submission={submission} />
        {newer && (
          <Callout tone="warn" role="alert">
            <p>{t("form.changed")}</p>
            <Button
              className="mt-2"
              onClick={() => {
                setShown(newer);
                setNewer(null);
              }}
            >
              {t("form.loadNewer")}
            </Button>
          </Callout>
        )}
        <FormActions submission={submission} onCancel={onClose}>
          {t(newer ? "form.saveAnyway" : task ? "form.save" : "form.submit")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
