import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAllDuplicates } from "../../api/merging";

/** Above the leads, while some of them may be one person. */
export function DuplicatesHint() {
  const { t } = useTranslation("leads");
  const { duplicates, hasNextPage } = useAllDuplicates();
  if (duplicates.length === 0) return null;
  return (
    <Link to="/leads/duplicates" className="flex min-h-11 items-center gap-2.5 rounded-medium bg-warn-soft px-4 py-2 text-warn hover:underline">
      <Users aria-hidden className="size-4.5 shrink-0" strokeWidth={1.7} />
      {hasNextPage ? t("duplicate.hintMany", { count: duplicates.length }) : t("duplicate.hint", { count: duplicates.length })}
    </Link>
  );
}
