import { CalendarCheck, Check, type LucideIcon, PhoneMissed, TriangleAlert, UserPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip, type ChipTone } from "@/components/ui/chip";
import { CutOff } from "@/components/ui/cut-off";
import { LiveDot } from "@/components/ui/live-dot";
import { useCutOff } from "@/lib/live/live-context";
import { type Call, isRunning } from "../api/types";

type Outcome = Exclude<Call["outcome"], "">;

const looks: Record<Outcome, { tone: ChipTone; icon: LucideIcon }> = {
  booked: { tone: "ok", icon: CalendarCheck },
  lead: { tone: "accent", icon: UserPlus },
  answered: { tone: "plain", icon: Check },
  abandoned: { tone: "warn", icon: PhoneMissed },
  failed: { tone: "bad", icon: TriangleAlert },
};

/** What became of the call; while it runs, that it runs. */
export function OutcomeChip({ call }: { call: Pick<Call, "status" | "outcome"> }) {
  const { t } = useTranslation("calls");
  const cutOff = useCutOff();
  if (isRunning(call)) {
    if (cutOff) {
      return (
        <Chip tone="warn">
          <CutOff />
        </Chip>
      );
    }
    return (
      <Chip tone="ok">
        <LiveDot />
        {t(`status.${call.status}`)}
      </Chip>
    );
  }
  const outcome = call.outcome || (call.status === "failed" ? "failed" : null);
  if (!outcome) return <Chip>{t("status.completed")}</Chip>;
  const { tone, icon: Icon } = looks[outcome];
  return (
    <Chip tone={tone}>
      <Icon aria-hidden className="size-3.5" strokeWidth={1.8} />
      {t(`outcome.${outcome}`)}
    </Chip>
  );
}
