import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";

/** What the assistant wrote about the call; it may still be on its way. */
export function SummaryCard({ summary }: { summary: string }) {
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
        <p dir="auto" className="px-(--card) pb-4">
          {summary}
        </p>
      ) : (
        <p className="px-(--card) pb-4 text-ink-3">{t("summary.none")}</p>
      )}
    </Card>
  );
}
