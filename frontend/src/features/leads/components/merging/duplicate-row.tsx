import { ArrowLeftRight, Merge as MergeIcon } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useErrorText } from "@/lib/api/use-error-text";
import { useCan } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { isolated } from "@/lib/format/isolated";
import { type Duplicate, useDismissDuplicate } from "../../api/merging";
import { useLeadName } from "../../lead-name";
import { MergeDialog } from "./merge-dialog";

interface DuplicateRowProps {
  duplicate: Duplicate;
  own: Duplicate["first"];
  other: Duplicate["first"];
  /** On the page of one of them only the other has to be named. */
  namesBoth?: boolean;
}

export function DuplicateRow({ duplicate, own, other, namesBoth = false }: DuplicateRowProps) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const mayMerge = useCan("leads.edit");
  const dismiss = useDismissDuplicate();
  const refusal = useErrorText()(dismiss.error);
  const [isAsked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = leadName(other);
  return (
    <li className={cn("flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-(--card) py-(--row)", namesBoth ? "border-line first:border-t-0" : "border-warn/20")}>
      <div className="min-w-0 grow basis-40">
        <p className="flex flex-wrap items-center gap-x-2">
          {namesBoth && (
            <>
              <PersonLink id={own.id} name={leadName(own)} />
              <ArrowLeftRight aria-hidden className="size-3.5 text-ink-3" strokeWidth={1.7} />
            </>
          )}
          <PersonLink id={other.id} name={name} />
        </p>
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

function PersonLink({ id, name }: { id: number; name: string }) {
  return (
    <Link to={`/leads/${id}`} className="-my-2 py-2 font-semibold hover:underline">
      <bdi dir="auto">{name}</bdi>
    </Link>
  );
}
