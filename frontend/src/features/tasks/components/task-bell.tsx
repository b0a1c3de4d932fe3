import { Bell } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { menuItemLook } from "@/components/ui/menu-choices";
import { useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { type TaskNotice, useSeeTaskNotices, useTaskNotices } from "../api/notices";
import { TaskNoticeItem } from "./task-notice-item";
import { TaskNoticeToast } from "./task-notice-toast";

const none: TaskNotice[] = [];

/** Tasks that fell due: counted until they were looked at, listed until they are done. */
export function TaskBell() {
  const { t } = useTranslation("tasks");
  const { impersonation } = useMe();
  const { data, isError } = useTaskNotices();
  const see = useSeeTaskNotices();
  const notices = data ?? none;
  const unseen = notices.filter((notice) => !notice.is_seen).length;
  const last = notices[0]?.id;

  function close() {
    // Who acts as somebody else sees nothing for them.
    if (last !== undefined && unseen > 0 && !impersonation) see.mutate(last);
  }

  return (
    <>
      {/* Not modal: the modal kind locks scrolling with an injected style, which the content policy refuses. */}
      <DropdownMenu.Root modal={false} onOpenChange={(open) => !open && close()}>
        <DropdownMenu.Trigger
          aria-label={unseen > 0 ? t("bell.unseen", { count: unseen }) : t("bell.label")}
          title={t("bell.label")}
          className="relative grid size-11 shrink-0 place-items-center rounded-small text-ink-2 transition-colors duration-100 hover:bg-sunken hover:text-ink md:size-9"
        >
          <Bell aria-hidden className="size-4.5" strokeWidth={1.7} />
          {unseen > 0 && (
            <span aria-hidden className="absolute end-0.5 top-0.5 min-w-4.5 rounded-full bg-accent px-1 text-center text-xs leading-4.5 font-semibold text-accent-ink md:-end-0.5 md:-top-0.5">
              {unseen}
            </span>
          )}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            aria-label={t("bell.label")}
            align="end"
            sideOffset={6}
            collisionPadding={12}
            className="z-30 max-h-(--radix-dropdown-menu-content-available-height) w-88 max-w-[calc(100vw-1.5rem)] animate-enter overflow-y-auto rounded-medium border border-line bg-surface p-1.5 shadow-float"
          >
            {notices.map((notice) => (
              <TaskNoticeItem key={notice.id} notice={notice} />
            ))}
            {notices.length === 0 && <p className="px-2.5 py-3 text-ink-2">{t(isError ? "bell.failed" : "bell.empty")}</p>}
            <DropdownMenu.Separator className="-mx-1.5 my-1.5 h-px bg-line" />
            <DropdownMenu.Item asChild className={cn(menuItemLook, "font-medium text-accent")}>
              <Link to="/tasks">{t("bell.all")}</Link>
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {data && <TaskNoticeToast notices={data} />}
    </>
  );
}
