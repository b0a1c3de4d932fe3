import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Actor } from "@/components/ui/actor";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useCan } from "@/lib/auth/auth-context";
import { useFormat } from "@/lib/format/use-format";
import { type Consent, consentKinds, useConsents } from "../../api/consents";
import { ConsentDialog } from "./consent-dialog";

/** What the person agreed to and refused, where they said it, and everything that held before. */
export function ConsentsCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const mayRecord = useCan("leads.edit");
  const { data, isPending, error, refetch } = useConsents(leadId);
  const [asked, setAsked] = useState<Consent["kind"] | null>(null);
  const button = useRef<HTMLElement>(null);
  const past = data?.filter(({ is_current }) => !is_current) ?? [];
  return (
    <Card title={t("consent.title")}>
      {isPending && <SkeletonRows count={2} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && (
        <ul>
          {consentKinds.map((kind) => {
            const current = data.find((consent) => consent.kind === kind && consent.is_current);
            return (
              <li key={kind} className="flex items-center gap-3 border-t border-line px-(--card) py-(--row)">
                <div className="min-w-0 grow">
                  <p className="flex flex-wrap items-center gap-2 font-medium">
                    {t(`consent.kind.${kind}`)}
                    <Standing consent={current} />
                  </p>
                  {current && <Said consent={current} />}
                </div>
                {mayRecord && (
                  <Button
                    tone="quiet"
                    onClick={(event) => {
                      button.current = event.currentTarget;
                      setAsked(kind);
                    }}
                  >
                    {t("consent.record")}
                    <span className="sr-only">: {t(`consent.kind.${kind}`)}</span>
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {past.length > 0 && (
        <details className="border-t border-line">
          <summary className="min-h-11 cursor-pointer px-(--card) py-2.5 text-sm text-ink-2">{t("consent.history", { count: past.length })}</summary>
          <ul className="space-y-2.5 px-(--card) pb-4">
            {past.map((consent) => (
              <li key={consent.id}>
                <p className="flex flex-wrap items-center gap-2">
                  {t(`consent.kind.${consent.kind}`)}
                  <Standing consent={consent} />
                </p>
                <Said consent={consent} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {asked && <ConsentDialog leadId={leadId} kind={asked} returnFocus={button} onClose={() => setAsked(null)} />}
    </Card>
  );
}

function Standing({ consent }: { consent?: Consent }) {
  const { t } = useTranslation("leads");
  if (!consent) return <Chip>{t("consent.unasked")}</Chip>;
  return <Chip tone={consent.granted ? "ok" : "bad"}>{t(consent.granted ? "consent.granted" : "consent.refused")}</Chip>;
}

function Said({ consent: { source, actor, at } }: { consent: Consent }) {
  const format = useFormat();
  return (
    <p className="flex flex-wrap gap-x-1.5 text-sm text-ink-3">
      {source && (
        <>
          <bdi dir="auto">{source}</bdi>·
        </>
      )}
      <Actor kind={actor.kind} name={actor.name} />·<time dateTime={at}>{format.moment(at)}</time>
    </p>
  );
}
