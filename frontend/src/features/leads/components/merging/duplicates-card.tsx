import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Duplicate, useDuplicates } from "../../api/merging";
import { DuplicateRow } from "./duplicate-row";

/** Other leads that may be the same person. Nothing is shown while there is none. */
export function DuplicatesCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const { data = [] } = useDuplicates(leadId);
  if (data.length === 0) return null;
  return (
    <section aria-label={t("duplicate.title")} className="rounded-large border border-warn/30 bg-warn-soft">
      <h2 className="flex items-center gap-2 px-(--card) pt-3 pb-2 text-warn">
        <Users aria-hidden className="size-4.5" strokeWidth={1.7} />
        {t("duplicate.title")}
      </h2>
      <ul>
        {data.map((duplicate) => (
          <DuplicateRow key={duplicate.id} duplicate={duplicate} {...sidesOf(duplicate, leadId)} />
        ))}
      </ul>
    </section>
  );
}

function sidesOf({ first, second }: Duplicate, leadId: number) {
  return first.id === leadId ? { own: first, other: second } : { own: second, other: first };
}
