import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { PhoneNumber } from "@/components/ui/phone-number";
import { formatSeconds } from "@/lib/format/duration";
import { useFormat } from "@/lib/format/use-format";
import type { CallDetail } from "../api/types";
import { callerNumber } from "../caller";

interface CollectedCardProps {
  call: CallDetail;
  /** The service the lead asked for; "" when not known. */
  service: string;
}

export function CollectedCard({ call, service }: CollectedCardProps) {
  const { t } = useTranslation("calls");
  const format = useFormat();
  const phone = call.lead?.phone || callerNumber(call);
  const { appointment, latency } = call;
  return (
    <Card title={t("collected.title")}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 px-(--card) pt-1 pb-4">
        {call.lead?.name && (
          <Fact label={t("collected.name")}>
            <bdi dir="auto" className="own-direction block">
              {call.lead.name}
            </bdi>
          </Fact>
        )}
        {phone && (
          <Fact label={t("collected.phone")}>
            <PhoneNumber e164={phone} />
          </Fact>
        )}
        {service && (
          <Fact label={t("collected.service")}>
            <bdi dir="auto" className="own-direction block">
              {service}
            </bdi>
          </Fact>
        )}
        {appointment && (
          <Fact label={t("collected.appointment")}>
            <span className={appointment.status === "cancelled" ? "line-through" : undefined}>{format.moment(appointment.starts_at)}</span>
          </Fact>
        )}
        <Latency label={t("collected.firstAudio")} ms={latency.first_audio_ms} />
        <Latency label={t("collected.turnMedian")} ms={latency.turn_ms_median} />
      </dl>
    </Card>
  );
}

function Latency({ label, ms }: { label: string; ms: number | null }) {
  const { t } = useTranslation("calls");
  if (ms === null) return null;
  return (
    <Fact label={label}>
      <bdi dir="ltr">{formatSeconds(ms)}</bdi> {t("collected.seconds")}
    </Fact>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 font-medium break-words">{children}</dd>
    </>
  );
}
