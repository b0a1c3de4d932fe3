import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";

interface SummaryCardProps {
  summary: string;
  nextStep: string;
}

/** What the assistant wrote about the call; it may still be on its way. */
export function SummaryCard({ summary, nextStep }: SummaryCardProps) {
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
