import { AlarmClock, AlarmClockOff, EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Toast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useMe } from "@/lib/auth/auth-context";
import { useNow } from "@/lib/use-now";
import { useDeleteTask, useSnoozeTask } from "../api/change-tasks";
import type { Task } from "../api/types";
import { snoozeTimes } from "../due";
import { SnoozeDialog } from "./snooze-dialog";
import { TaskDialog } from "./task-dialog";

export function TaskMenu({ task }: { task: Task }) {
  const { t } = useTranslation(["tasks", "common"]);
  const { timezone } = useMe().business;
  const [asked, setAsked] = useState<"edit" | "snooze" | "delete" | null>(null);
  const snooze = useSnoozeTask(task.id);
  const remove = useDeleteTask(task);
  const explain = useErrorText();
  const trigger = useRef<HTMLButtonElement>(null);
  const label = t("actionsOn", { title: isolated(task.title) });
  const now = useNow(false);
  const isOpen = task.status === "open";
  const sleeps = isOpen && task.snoozed_until !== null && Date.parse(task.snoozed_until) > now;
  const close = () => setAsked(null);
  const until = (when: "later" | "tomorrow" | "week") => snooze.mutate(snoozeTimes(new Date(), timezone)[when]);
  return (
    <>
      <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} />}>
        <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
          {t("edit")}
        </MenuItem>
        {isOpen &&
          (["later", "tomorrow", "week"] as const).map((when) => (
            <MenuItem key={when} icon={AlarmClock} onSelect={() => until(when)}>
              {t(`snooze.${when}`)}
            </MenuItem>
          ))}
        {isOpen && (
          <MenuItem icon={AlarmClock} onSelect={() => setAsked("snooze")}>
            {t("snooze.choose")}
          </MenuItem>
        )}
        {sleeps && (
          <MenuItem icon={AlarmClockOff} onSelect={() => snooze.mutate(null)}>
            {t("snooze.end")}
          </MenuItem>
        )}
        <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
          {t("delete.action")}
        </MenuItem>
      </Menu>
      <Toast text={explain(snooze.error) ?? ""} onEnd={snooze.reset} />
      {asked === "edit" && <TaskDialog task={task} returnFocus={trigger} onClose={close} />}
      {asked === "snooze" && <SnoozeDialog task={task} returnFocus={trigger} onClose={close} />}
      {asked === "delete" && (
        <ConfirmDialog
          open
          title={t("delete.title")}
          confirm={t("delete.action")}
          keep={t("common:cancel")}
          busy={remove.isPending}
          error={explain(remove.error)}
          returnFocus={trigger}
          onConfirm={() => remove.mutate(undefined, { onSuccess: close })}
          onClose={close}
        >
          <p dir="auto" className="own-direction [overflow-wrap:anywhere]">
            {task.title}
          </p>
          {task.recurrence && <p className="text-sm text-ink-3">{t("delete.recurring")}</p>}
        </ConfirmDialog>
      )}
    </>
  );
}
