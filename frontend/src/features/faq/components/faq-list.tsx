import { CircleQuestionMark, SearchX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { Notice } from "@/components/ui/notice";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useCan } from "@/lib/auth/auth-context";
import { useFaq } from "../api/entries";
import { found } from "../found";
import { FaqRow } from "./faq-row";
import { NewEntryButton } from "./new-entry-button";

/** A business may have thousands: a row each at once would keep the reader waiting. */
const pageSize = 50;

export function FaqList() {
  const { t } = useTranslation("faq");
  const { data: entries = [], isPending, error, refetch } = useFaq();
  const [search, setSearch] = useState("");
  const edits = useCan("settings.edit");
  const [pages, setPages] = useState(1);
  const matching = found(entries, search);
  const shown = matching.slice(0, pages * pageSize);
  if (error && entries.length === 0) return <Card label={t("title")}><Failure error={error} onRetry={() => void refetch()} /></Card>;
  if (!isPending && entries.length === 0) {
    return (
      <Card label={t("title")}>
        <Notice icon={CircleQuestionMark} title={t("empty.title")} hint={t("empty.hint")}>
          {edits && <NewEntryButton />}
        </Notice>
      </Card>
    );
  }
  return (
    <Card title={t("list")} aside={<Told count={entries.filter(({ is_active }) => is_active).length} of={entries.length} />}>
      <div className="px-(--card) pb-3">
        <SearchField label={t("search")} clear={t("clear")} search={search} onSearch={(words) => { setSearch(words); setPages(1); }} />
      </div>
      {isPending && <SkeletonRows count={4} />}
      <ul>
        {shown.map((entry) => (
          <FaqRow key={entry.id} entry={entry} edits={edits} />
        ))}
      </ul>
      <LoadMore hasMore={shown.length < matching.length} loading={false} onMore={() => setPages(pages + 1)} />
      {!isPending && shown.length === 0 && <Notice role="status" icon={SearchX} title={t("none.title")} hint={t("none.hint")} />}
    </Card>
  );
}

function Told({ count, of }: { count: number; of: number }) {
  const { t } = useTranslation("faq");
  return of > 0 && <span className="text-sm text-ink-3 tabular-nums">{t("told", { told: count, of })}</span>;
}
