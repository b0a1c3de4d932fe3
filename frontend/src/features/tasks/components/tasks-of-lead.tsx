import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useCan } from "@/lib/auth/auth-context";
import { useTasks } from "../api/list-tasks";
import { NewTaskButton } from "./new-task-button";
import { TaskRows } from "./task-rows";

/** Open ones first, then what was done. */
export function TasksOfLead({ leadId }: { leadId: number }) {
  const { t } = useTranslation("tasks");
  const mayEdit = useCan("tasks.edit");
  const { tasks, isPending, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useTasks({ bucket: null, assignee: null, lead: leadId });
  const open = tasks.filter(({ status }) => status === "open");
  const closed = tasks.filter(({ status }) => status !== "open");
  return (
    <Card title={t("title")} aside={mayEdit && <NewTaskButton leadId={leadId} tone="plain" />}>
      {isPending && <SkeletonRows count={1} />}
      {error && tasks.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && tasks.length === 0 && <p className="px-(--card) pb-5 text-ink-2">{t("emptyOfLead")}</p>}
      {tasks.length > 0 && (
        <div className="border-t border-line">
          <TaskRows hidesLead tasks={[...open, ...closed]} />
        </div>
      )}
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
