import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PersonSelect } from "@/components/ui/person-select";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { FieldErrors } from "@/lib/api/error";
import { longest } from "@/lib/api/longest";
import { useMe } from "@/lib/auth/auth-context";
import { priorities, type Task } from "../api/types";
import { dueInForm } from "../due";
import { frequencies, readRecurrence } from "../recurrence";

export const taskFieldNames = ["title", "details", "date", "time", "priority", "assignee", "frequency", "interval"] as const;

const nothing: Pick<Task, "due_at" | "all_day"> = { due_at: null, all_day: false };

export function TaskFields({ task, errors }: { task?: Task; errors: FieldErrors }) {
  const { t } = useTranslation("tasks");
  const me = useMe();
  const due = dueInForm(task ?? nothing, me.business.timezone);
  const recurrence = readRecurrence(task?.recurrence ?? "");
  const [assignee, setAssignee] = useState(task ? task.assignee_id : me.user.id);
  const [frequency, setFrequency] = useState<string>(recurrence?.frequency ?? "");
  return (
    <>
      <TextField
        label={t("form.title")}
        name="title"
        dir="auto"
        autoComplete="off"
        maxLength={longest.task.title}
        defaultValue={task?.title}
        error={errors.title}
        className="text-page-start"
      />
      <TextArea label={t("form.details")} name="details" maxLength={longest.task.details} defaultValue={task?.details} error={errors.details} />
      <div className="grid grid-cols-2 gap-3">
        <TextField label={t("form.date")} name="date" type="date" defaultValue={due.date} error={errors.date} />
        <TextField label={t("form.time")} name="time" type="time" defaultValue={due.time} error={errors.time} />
        <PersonSelect label={t("form.assignee")} name="assignee" nobody={t("form.nobody")} value={assignee} onPerson={setAssignee} error={errors.assignee} />
        <SelectField label={t("form.priority")} name="priority" defaultValue={task?.priority ?? "normal"}>
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {t(`priority.${priority}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t("form.repeats")} name="frequency" value={frequency} onChange={(event) => setFrequency(event.target.value)}>
          <option value="">{t("form.once")}</option>
          {frequencies.map((known) => (
            <option key={known} value={known}>
              {t(`form.frequency.${known}`)}
            </option>
          ))}
        </SelectField>
        {frequency && (
          <TextField
            label={t(`form.interval.${frequency as (typeof frequencies)[number]}`)}
            name="interval"
            type="number"
            min={1}
            max={999}
            defaultValue={recurrence?.interval ?? 1}
          />
        )}
      </div>
    </>
  );
}
