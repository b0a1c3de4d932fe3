import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { menuItemLook } from "@/components/ui/menu-choices";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import type { TaskNotice } from "../api/notices";

/** Leads to the customer it is about, or to the tasks. */
export function TaskNoticeItem({ notice: { due_at, is_seen, task } }: { notice: TaskNotice }) {
  const { t } = useTranslation("tasks");
  const format = useFormat();
  return (
    <DropdownMenu.Item asChild className={cn(menuItemLook, "py-2")}>
      <Link to={task.lead ? `/leads/${task.lead.id}` : "/tasks"}>
        <span className="min-w-0 grow">
          <span dir="auto" className={cn("block text-page-start [overflow-wrap:anywhere]", !is_seen && "font-semibold")}>
            {task.title}
          </span>
          <span className="flex flex-wrap gap-x-1.5 text-sm text-ink-2">
            <time dateTime={due_at}>{task.all_day ? format.day(due_at) : format.moment(due_at)}</time>
            {task.lead?.name && (
              <>
                <span aria-hidden>·</span>
                <bdi>{task.lead.name}</bdi>
              </>
            )}
          </span>
        </span>
        {!is_seen && <span className="shrink-0 rounded-full bg-accent-soft px-2 text-xs leading-5 font-semibold text-accent">{t("bell.isNew")}</span>}
      </Link>
    </DropdownMenu.Item>
  );
}
