import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Segmented } from "@/components/ui/segmented";
import { type Channel, usePrompts } from "../api/prompts";
import type { Wording } from "../api/trying";
import { TalkCard } from "./talk-card";
import { TestsCard } from "./tests-card";

interface TryOutProps {
  channel: Channel;
  edits: boolean;
}

/** Talking with a draft before customers do, and the saved tests that say what it breaks. */
export function TryOut({ channel, edits }: TryOutProps) {
  const { t } = useTranslation("assistant");
  const { data } = usePrompts();
  const prompts = data?.find((each) => each.channel === channel);
  const [asked, setAsked] = useState<Wording>("draft");
  const wording: Wording = prompts?.draft ? asked : "live";
  return (
    <section aria-label={t("try.title")} className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="grow text-lg">{t("try.title")}</h2>
        {prompts?.draft && (
          <Segmented
            label={t("try.wording")}
            value={wording}
            options={[
              { value: "draft", label: t("try.draft") },
              { value: "live", label: t("try.live") },
            ]}
            onChange={setAsked}
          />
        )}
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {edits && prompts && <TalkCard key={`${channel} ${wording}`} channel={channel} wording={wording} />}
        <TestsCard channel={channel} wording={wording} prompts={prompts} edits={edits} />
      </div>
    </section>
  );
}
