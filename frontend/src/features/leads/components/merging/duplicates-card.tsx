import { Merge as MergeIcon, Users } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { type Duplicate, useDismissDuplicate, useDuplicates } from "../../api/merging";
import { leadName } from "../../lead-name";
import { MergeDialog } from "./merge-dialog";

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
          <DuplicateRow key={duplicate.id} leadId={leadId} duplicate={duplicate} />
        ))}
      </ul>
    </section>
  );
}

function DuplicateRow({ leadId, duplicate }: { leadId: number; duplicate: Duplicate }) {
  const { t } = useTranslation(["leads", "common"]);
  const mayMerge = useCan("leads.edit");
  const dismiss = useDismissDuplicate();
  const refusal = useErrorText()(dismiss.error);
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const [own, other] = duplicate.first.id === leadId ? [duplicate.first, duplicate.second] : [duplicate.second, duplicate.first];
  const name = leadName(other, t("common:unnamed"));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-warn/20 px-(--card) py-(--row)">
      <div className="min-w-0 grow basis-40">
        <Link to={`/leads/${other.id}`} className="font-semibold hover:underline">
          <bdi dir="auto">{name}</bdi>
        </Link>
        <p className="text-sm text-ink-2">
          {t(`duplicate.reason.${duplicate.reason}`)}
          {other.name && other.phone && (
            <>
              {" "}
              · <PhoneNumber e164={other.phone} />
            </>
          )}{" "}
          · {t(`source.${other.source}`)}
        </p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      {mayMerge && (
        <div className="flex gap-2">
          <Button ref={button} aria-label={t("duplicate.mergeLabel", { name: isolated(name) })} onClick={() => setAsked(true)}>
            <MergeIcon aria-hidden strokeWidth={1.7} />
            {t("duplicate.merge")}
          </Button>
          <Button tone="quiet" aria-label={t("duplicate.dismissLabel", { name: isolated(name) })} disabled={dismiss.isPending} onClick={() => dismiss.mutate(duplicate.id)}>
            {t("duplicate.dismiss")}
          </Button>
        </div>
      )}
      {isAsked && <MergeDialog own={own} other={other} returnFocus={button} onClose={() => setAsked(false)} />}
    </li>
  );
}
