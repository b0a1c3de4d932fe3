import { useTranslation } from "react-i18next";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { Appointment } from "../api/types";

const tones: Record<Appointment["status"], ChipTone> = {
  held: "warn",
  pending: "warn",
  confirmed: "ok",
  cancelled: "plain",
  done: "plain",
  no_show: "bad",
};

export function AppointmentStatus({ status }: Pick<Appointment, "status">) {
  const { t } = useTranslation("appointments");
  return <Chip tone={tones[status]}>{t(`status.${status}`)}</Chip>;
}
