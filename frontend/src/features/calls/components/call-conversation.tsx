import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { LiveDot } from "@/components/ui/live-dot";
import { useFormat } from "@/lib/format/use-format";
import { useCutOff } from "@/lib/live/live-context";
import { type CallDetail, isRunning, type Recording } from "../api/types";
import { usePlayer } from "../hooks/use-player";
import { PlayerBar } from "./player-bar";
import { Transcript } from "./transcript";

interface CallConversationProps {
  call: CallDetail;
  renewRecording: () => Promise<string | null>;
}

/** What was said: with its recording when there is one, growing while the call runs. */
export function CallConversation({ call, renewRecording }: CallConversationProps) {
  const { t } = useTranslation("calls");
  const running = isRunning(call);
  const transcript = {
    turns: call.turns,
    tools: call.tools,
    intents: call.understanding?.intents,
    customer: call.lead?.name.split(" ")[0] ?? "",
    running,
  };
  const { recording } = call;
  return (
    <Card
      title={t("transcript")}
      aside={running ? <LiveMark /> : recording && <DeletionChip expiresAt={recording.expires_at} />}
    >
      {recording ? (
        <WithRecording recording={recording} renew={renewRecording} transcript={transcript} />
      ) : (
        <>
          <Transcript {...transcript} />
          <p className="border-t border-line px-(--card) py-3 text-sm text-ink-3">
            {t(silence(call))}
          </p>
        </>
      )}
    </Card>
  );
}

/** Why there is nothing to listen to. */
function silence(call: CallDetail) {
  if (!call.is_recorded) return "player.off";
  return isRunning(call) ? "player.pending" : "player.none";
}

interface WithRecordingProps {
  recording: Recording;
  renew: () => Promise<string | null>;
  transcript: Omit<React.ComponentProps<typeof Transcript>, "player">;
}

function WithRecording({ recording, renew, transcript }: WithRecordingProps) {
  const player = usePlayer(recording, renew);
  return (
    <>
      <PlayerBar player={player} peaks={recording.peaks} turns={transcript.turns} />
      <Transcript {...transcript} player={player} />
    </>
  );
}

function LiveMark() {
  const { t } = useTranslation("calls");
  if (useCutOff()) return <Chip>{t("notLive")}</Chip>;
  return (
    <Chip tone="ok">
      <LiveDot />
      {t("live")}
    </Chip>
  );
}

function DeletionChip({ expiresAt }: { expiresAt: string }) {
  const { t } = useTranslation("calls");
  const days = useFormat().daysUntil(expiresAt);
  return <Chip>{days <= 0 ? t("player.deletedToday") : t("player.deletedIn", { count: days })}</Chip>;
}
