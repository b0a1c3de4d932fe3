import { useTranslation } from "react-i18next";

export const PLACES = ["name", "business", "service", "date", "day", "time", "answer", "link"] as const;
const PLACE = new RegExp(`\\{(${PLACES.join("|")})\\}`);

/** A plan's text as an owner reads it: in each place of a customer's own words, what will stand there. */
export function PlanText({ text }: { text: string }) {
  const { t } = useTranslation("reminders");
  return text.split(PLACE).map((part, index) =>
    index % 2 ? (
      <bdi key={index} className="rounded-sm bg-sunken px-1 text-ink-3">
        {t(`place.${part as (typeof PLACES)[number]}`)}
      </bdi>
    ) : (
      part
    ),
  );
}
