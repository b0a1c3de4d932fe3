import { ArrowLeft, Check, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { PhoneNumber } from "@/components/ui/phone-number";
import type { Import } from "../api/types";

const most = 6;

/** How the telephone numbers of the file will be kept. */
export function PhonePreview({ phones }: { phones: Import["phones"] }) {
  const { t } = useTranslation("imports");
  if (phones.length === 0) return null;
  return (
    <Card title={t("phones.title")}>
      <ul className="space-y-1.5 px-(--card) pb-4">
        {phones.slice(0, most).map(({ given, normalised }, index) => (
          <li key={index} className="flex items-center gap-2">
            <bdi dir="ltr" className="min-w-0 flex-1 truncate text-ink-2">
              {given}
            </bdi>
            <ArrowLeft aria-hidden className="size-4 shrink-0 text-ink-3 ltr:rotate-180" strokeWidth={1.7} />
            {normalised ? (
              <span className="flex flex-1 items-center gap-1.5 font-medium">
                <PhoneNumber e164={normalised} />
                <Check aria-hidden className="size-4 text-ok" strokeWidth={2} />
              </span>
            ) : (
              <span className="flex flex-1 items-center gap-1.5 text-bad">
                <TriangleAlert aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
                {t("phones.none")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
