import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useErrorText } from "@/lib/api/use-error-text";
import { useFormat } from "@/lib/format/use-format";
import { alternativesOf } from "../api/change-appointments";

interface RefusedSlotProps {
  error: unknown;
  onChoose: (start: string) => void;
}

/** Why it was not booked, and the nearest hours that are free. */
export function RefusedSlot({ error, onChoose }: RefusedSlotProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const text = useErrorText()(error);
  const starts = alternativesOf(error);
  if (!text) return null;
  return (
    <Callout tone="bad" role="alert">
      <p>{text}</p>
      {starts.length > 0 && (
        <p className="mt-2 flex flex-wrap items-center gap-1.5">
          <span>{t("book.nearest")}</span>
          {starts.map((start) => (
            <Button key={start} onClick={() => onChoose(new Date(start).toISOString().replace(".000Z", "Z"))}>
              {format.moment(start)}
            </Button>
          ))}
        </p>
      )}
    </Callout>
  );
}
