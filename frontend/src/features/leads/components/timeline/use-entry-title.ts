import { useTranslation } from "react-i18next";
import { formatDuration } from "@/lib/format/duration";
import { isolated } from "@/lib/format/isolated";
import type { TimelineEntry } from "../../api/timeline";
import { numberIn, textIn } from "../../timeline-data";

const channels = ["whatsapp", "phone", "web", "sms", "email"];
const meetings = ["held", "pending", "confirmed", "cancelled", "done", "no_show"];

/** What happened, in a few words; the thing's own words stand below it. */
export function useEntryTitle(): (entry: TimelineEntry) => string {
  const { t } = useTranslation(["leads", "appointments"]);

  return ({ kind, data, summary }) => {
    switch (kind) {
      case "call": {
        const length = numberIn(data, "duration_ms");
        const said = t(textIn(data, "direction") === "outbound" ? "timeline.callOut" : "timeline.callIn");
        return length ? `${said} · ${isolated(formatDuration(length))}` : said;
      }
      case "message": {
        const channel = textIn(data, "channel");
        return channels.includes(channel) ? t(`timeline.channel.${channel as "whatsapp"}`) : t("timeline.message");
      }
      case "appointment": {
        const status = textIn(data, "status");
        return meetings.includes(status) ? `${t("timeline.appointment")} · ${t(`appointments:status.${status as "held"}`)}` : t("timeline.appointment");
      }
      case "task":
        return t(textIn(data, "status") === "done" ? "timeline.taskDone" : textIn(data, "status") === "cancelled" ? "timeline.taskCancelled" : "timeline.task");
      case "note":
        return t("timeline.note");
      case "status":
        return t("timeline.status");
      case "event":
        return summary;
    }
  };
}
