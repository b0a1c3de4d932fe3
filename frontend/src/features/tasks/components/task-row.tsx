import { Check, Circle, Repeat, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { useColleagueName } from "@/lib/people/members";
import type { Task } from "../api/types";
import { useRecurrenceText } from "../use-recurrence-text";
import { TaskDue } from "./task-due";
import { TaskMenu } from "./task-menu";

interface TaskRowProps {
  task: Task;
  /** On the page of a lead everything is about that lead. */
  hidesLead?: boolean;
  busy: boolean;
  onFinish: (task: Task) => void;
  onReopen: (task: Task) => void;
}

export function TaskRow({ task, hidesLead = false, busy, onFinish, onReopen }: TaskRowProps) {
  const { t } = useTranslation(["tasks", "common"]);
  const mayEdit = useCan("tasks.edit");
  const colleagueName = useColleagueName();
  const recurrence = useRecurrenceText()(task.recurrence);
  const isOpen = task.status === "open";
  const assignee = task.assignee_id === null ? null : (colleagueName(task.assignee_id) ?? t("common:formerMember"));
  return (
    <li className="flex items-start border-t border-line py-(--row) ps-2 pe-2 first:border-t-0">
      <button
        type="button"
        disabled={!mayEdit || busy}
        aria-label={t(isOpen ? "finishLabel" : "reopenLabel", { title: isolated(task.title) })}
        onClick={() => (isOpen ? onFinish(task) : onReopen(task))}
        className={cn(
          "group grid size-11 shrink-0 place-items-center rounded-full text-ink-3 enabled:hover:text-ok md:size-9",
          !isOpen && "text-ok enabled:hover:text-ink-2",
        )}
      >
        {isOpen ? <OpenMark busy={busy} /> : <DoneMark />}
      </button>
      <div className="min-w-0 grow pt-2 md:pt-1.5">
        <p dir="auto" className={cn("own-direction font-medium [overflow-wrap:anywhere]", !isOpen && "text-ink-3 line-through")}>
          {task.title}
        </p>
        {task.details && (
          <p dir="auto" className="own-direction line-clamp-2 text-sm text-ink-2 [overflow-wrap:anywhere]">
            {task.details}
          </p>
        )}
        <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm text-ink-3 empty:hidden">
          <TaskDue task={task} />
          {isOpen && task.priority !== "normal" && <Priority priority={task.priority} />}
          {recurrence && (
            <span className="inline-flex items-center gap-1">
              <Repeat aria-hidden className="size-3.5" strokeWidth={1.7} />
              {recurrence}
            </span>
          )}
          {!hidesLead && task.lead && (
            <Link to={`/leads/${task.lead.id}`} className="-my-2 py-2 text-accent hover:underline">
              <bdi dir="auto">{task.lead.name || t("common:unnamed")}</bdi>
            </Link>
          )}
          {task.source_kind === "call" && task.source_id && (
            <Link to={`/calls/${task.source_id}`} className="-my-2 py-2 text-accent hover:underline">
              {t("ofCall")}
            </Link>
          )}
          {task.created_by.kind === "ai" && (
            <Chip tone="ai">
              <span aria-hidden>✦</span>
              {t("byAssistant")}
            </Chip>
          )}
          {assignee && <bdi className="md:hidden">{assignee}</bdi>}
        </p>
      </div>
      {assignee && (
        <span title={assignee} className="flex shrink-0 items-center gap-2 self-center ps-3 text-sm text-ink-2 max-md:hidden">
          <Avatar name={assignee} className="!size-7 text-xs" />
          <bdi className="max-w-32 truncate max-lg:sr-only">{assignee}</bdi>
        </span>
      )}
      {mayEdit && <TaskMenu task={task} />}
    </li>
  );
}

function OpenMark({ busy }: { busy: boolean }) {
  if (busy) return <Check aria-hidden className="size-5 text-ok" strokeWidth={2} />;
  return (
    <span aria-hidden className="relative grid place-items-center">
      <Circle className="size-5.5" strokeWidth={1.7} />
      <Check className="absolute size-3.5 opacity-0 group-enabled:group-hover:opacity-100" strokeWidth={2.5} />
    </span>
  );
}

function DoneMark() {
  return (
    <span aria-hidden className="relative grid place-items-center">
      <Check className="size-5 group-enabled:group-hover:opacity-0" strokeWidth={2} />
      <RotateCcw className="absolute size-4.5 opacity-0 group-enabled:group-hover:opacity-100" strokeWidth={1.7} />
    </span>
  );
}

function Priority({ priority }: { priority: Exclude<Task["priority"], "normal"> }) {
  const { t } = useTranslation("tasks");
  return <Chip tone={priority === "urgent" ? "bad" : priority === "high" ? "warn" : "plain"}>{t(`priority.${priority}`)}</Chip>;
}
