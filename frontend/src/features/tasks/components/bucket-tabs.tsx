import { useTranslation } from "react-i18next";
import { Segmented } from "@/components/ui/segmented";
import { type Bucket, buckets } from "../api/keys";
import { useTaskCounts } from "../api/list-tasks";

interface BucketTabsProps {
  bucket: Bucket;
  assignee: number | null;
  onBucket: (bucket: Bucket) => void;
}

export function BucketTabs({ bucket, assignee, onBucket }: BucketTabsProps) {
  const { t } = useTranslation("tasks");
  const { data: counts } = useTaskCounts(assignee);
  const label = (value: Bucket) => {
    const count = value === "done" ? 0 : (counts?.[value] ?? 0);
    return count > 0 ? `${t(`bucket.${value}`)} ${count.toLocaleString("en")}` : t(`bucket.${value}`);
  };
  return <Segmented wide label={t("bucket.label")} value={bucket} options={buckets.map((value) => ({ value, label: label(value) }))} onChange={onBucket} />;
}
