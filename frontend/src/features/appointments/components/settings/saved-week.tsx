import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import type { Resource } from "../../api/catalogue";
import { useHours, useReplaceHours } from "../../api/hours";
import { WeekHours } from "./week-hours";

/** Read, written and read again; what others save meanwhile is shown in its place. */
export function SavedWeek({ resource }: { resource?: Resource }) {
  const { data, isPending, error, refetch } = useHours(resource?.id ?? null);
  const replace = useReplaceHours(resource?.id ?? null);
  const refusal = useErrorText()(replace.error);
  if (isPending) return <SkeletonRows count={7} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <WeekHours
      key={JSON.stringify(data)}
      openings={data}
      busy={replace.isPending}
      saved={replace.isSuccess}
      refusal={refusal}
      onSave={replace.mutate}
    />
  );
}
