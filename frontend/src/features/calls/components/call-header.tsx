import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useFormat } from "@/lib/format/use-format";
import type { CallDetail } from "../api/types";
import { callerNumber } from "../caller";
import { CallLength } from "./call-length";
import { OutcomeChip } from "./outcome-chip";
import { callTitle } from "../call-title";

export function CallHeader({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormat();
  const number = callerNumber(call);
  return (
    <PageHeader
      back={{ to: "/calls", label: t("title") }}
      title={callTitle(call, t)}
      subtitle={
        <p className="flex flex-wrap gap-x-1.5 [&>*+*]:before:me-1.5 [&>*+*]:before:text-ink-3 [&>*+*]:before:content-['·']">
          {call.lead?.name && number && <PhoneNumber e164={number} />}
          <time dateTime={call.started_at}>{format.moment(call.started_at)}</time>
          <span>
            <CallLength call={call} /> {t("minutes")}
          </span>
          {call.cost_micro_usd ? (
            <span>
              <Money microUsd={call.cost_micro_usd} />
            </span>
          ) : null}
        </p>
      }
    >
      <OutcomeChip call={call} />
      {call.lead && (
        <Link to={`/leads/${call.lead.id}`} className={buttonLook("plain")}>
          {t("openLead")}
        </Link>
      )}
    </PageHeader>
  );
}
