import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import type { CallDetail } from "../api/types";

interface SummaryCardProps {
  summary: string;
  nextStep: string;
  understanding: CallDetail["understanding"];
}

/** What the assistant wrote about the call; it may still be on its way. */
export function SummaryCard({ summary, nextStep, understanding }: SummaryCardProps) {
  const { t } = useTranslation("calls");
  return (
    <Card
      label={t("summary.title")}
      title={
        <>
          <span aria-hidden className="text-ai">
            ✦{" "}
          </span>
          {t("summary.title")}
        </>
      }
    >
      {summary ? (
        <p dir="auto" className="own-direction px-(--card) pb-4">
          {summary}
        </p>
      ) : (
        <p className="px-(--card) pb-4 text-ink-3">{t("summary.none")}</p>
      )}
      {understanding && (understanding.topic || understanding.sentiment) && (
        <dl className="flex flex-wrap gap-x-6 gap-y-1 border-t border-line px-(--card) py-3 text-sm">
          {understanding.topic && (
            <div>
              <dt className="text-ink-3">{t("summary.topic")}</dt>
              <dd dir="auto">{understanding.topic}</dd>
            </div>
          )}
          {understanding.sentiment && (
            <div>
              <dt className="text-ink-3">{t("summary.sentiment.label")}</dt>
              <dd>{t(`summary.sentiment.${understanding.sentiment}`)}</dd>
            </div>
          )}
        </dl>
      )}
      {nextStep && (
        <div className="border-t border-line px-(--card) py-3">
          <h3 className="text-sm font-semibold">{t("summary.nextStep")}</h3>
          <p dir="auto" className="own-direction">
            {nextStep}
          </p>
        </div>
      )}
    </Card>
  );
}
