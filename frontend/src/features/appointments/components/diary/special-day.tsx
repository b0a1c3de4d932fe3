import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import type { SpecialDate } from "../../api/dates";
import type { Hours } from "../../grid";

interface SpecialDayProps {
  date: SpecialDate;
  /** Left out where it is plain which day it is. */
  label?: string;
  /** When it is open then; left out while it is not known. */
  open?: Hours[];
}

/** What is special about a day, and whether it is open. */
export function SpecialDay({ date, label, open }: SpecialDayProps) {
  const { t } = useTranslation("appointments");
  const isUsuallyClosed = date.kind === "usual" && open?.length === 0;
  return (
    <Callout tone={date.kind === "closed" ? "bad" : "plain"} className="mb-3">
      {label && <>{label}: </>}
      <bdi dir="auto" className="font-semibold">
        {date.name || t("dates.unnamed")}
      </bdi>{" "}
      · {t(`dates.kind.${isUsuallyClosed ? "usuallyClosed" : date.kind}`)}
    </Callout>
  );
}
