import { User } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { menuItemLook } from "@/components/ui/menu-choices";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useFormat } from "@/lib/format/use-format";
import type { Appointment } from "../api/types";
import { customerName } from "../customer-name";
import { AppointmentStatus } from "./appointment-status";

/** Who, when, what and with whom, above what may be done about it. */
export function AppointmentFacts({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const { lead, starts_at, ends_at, service, resource, status } = appointment;
  return (
    <>
      <DropdownMenu.Label className="max-w-72 border-b border-line px-2.5 pt-1 pb-2.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
            {customerName(appointment, t("common:unnamed"))}
          </bdi>
          <AppointmentStatus status={status} />
        </span>
        <span className="block text-sm text-ink-2">
          {format.moment(starts_at)}–<bdi dir="ltr">{format.time(ends_at)}</bdi>
        </span>
        <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">
          <bdi dir="auto">{service || t("noService")}</bdi> · <bdi dir="auto">{resource.name}</bdi>
        </span>
        {lead.name && lead.phone && (
          <span className="block text-sm text-ink-3">
            <PhoneNumber e164={lead.phone} />
          </span>
        )}
      </DropdownMenu.Label>
      <DropdownMenu.Item asChild className={menuItemLook}>
        <Link to={`/leads/${lead.id}`}>
          <User aria-hidden className="size-4 shrink-0 text-ink-2" strokeWidth={1.7} />
          {t("toLead")}
        </Link>
      </DropdownMenu.Item>
    </>
  );
}
