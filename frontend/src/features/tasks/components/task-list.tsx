import { CalendarCheck, CircleCheckBig, Clock, ListChecks, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Bucket } from "../api/keys";
import { useTasks } from "../api/list-tasks";
import { TaskRows } from "./task-rows";

const emptyIcons: Record<Bucket, LucideIcon> = { today: CalendarCheck, overdue: CircleCheckBig, waiting: Clock, done: ListChecks };

export function TaskList({ bucket, assignee }: { bucket: Bucket; assignee: number | null }) {
  const { t } = useTranslation("tasks");
  const { tasks, isPending, isPlaceholderData, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useTasks({ bucket, assignee, lead: null });
  return (
    <Card label={t(`bucket.${bucket}`)} className={isPlaceholderData ? "opacity-60 transition-opacity duration-150" : undefined}>
      {isPending && <SkeletonRows />}
      {error && tasks.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && tasks.length === 0 && <Notice icon={emptyIcons[bucket]} title={t(`empty.${bucket}`)} hint={t(`emptyHint.${bucket}`)} />}
      <TaskRows tasks={tasks} />
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
