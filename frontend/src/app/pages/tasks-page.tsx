import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { PersonSelect } from "@/components/ui/person-select";
import { buckets } from "@/features/tasks/api/keys";
import { BucketTabs } from "@/features/tasks/components/bucket-tabs";
import { NewTaskButton } from "@/features/tasks/components/new-task-button";
import { TaskList } from "@/features/tasks/components/task-list";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

export function TasksPage() {
  const { t } = useTranslation("tasks");
  const mayEdit = useCan("tasks.edit");
  const [params, setParams] = useSearchParams();
  const bucket = buckets.find((known) => known === params.get("bucket")) ?? "today";
  const assignee = Number(params.get("assignee")) || null;
  usePageTitle(t("title"));

  function show(nextBucket: typeof bucket, nextAssignee: number | null) {
    setParams({ ...(nextBucket !== "today" && { bucket: nextBucket }), ...(nextAssignee && { assignee: String(nextAssignee) }) }, { replace: true });
  }

  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} action={mayEdit && <NewTaskButton />} />
      <div className="flex flex-wrap items-end gap-3">
        <BucketTabs bucket={bucket} assignee={assignee} onBucket={(next) => show(next, assignee)} />
        <div className="max-sm:w-full sm:ms-auto sm:w-52">
          <PersonSelect label={t("of")} nobody={t("ofEverybody")} value={assignee} onPerson={(next) => show(bucket, next)} />
        </div>
      </div>
      <TaskList bucket={bucket} assignee={assignee} />
    </Page>
  );
}
