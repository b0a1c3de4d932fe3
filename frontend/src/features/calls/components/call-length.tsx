import { useTranslation } from "react-i18next";
import { formatDuration } from "@/lib/format/duration";
import { useCutOff } from "@/lib/live/live-context";
import { useNow } from "@/lib/use-now";
import { type Call, isRunning } from "../api/types";

type Timing = Pick<Call, "status" | "started_at" | "answered_at" | "duration_ms">;

/** How long the call took, or has been going on; ticks while it runs and we would hear of its end. */
export function CallLength({ call }: { call: Timing }) {
  const { t } = useTranslation("calls");
  const running = isRunning(call);
  const cutOff = useCutOff();
  const now = useNow(running && !cutOff);
  const ms = running ? now - Date.parse(call.answered_at ?? call.started_at) : call.duration_ms;
  if (ms === null) return null;
  const length = formatDuration(ms);
  return (
    <bdi dir="ltr" role="timer" aria-live="off" aria-label={t("duration", { duration: length })}>
      {length}
    </bdi>
  );
}
