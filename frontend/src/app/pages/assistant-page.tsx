import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import type { Channel } from "@/features/assistant/api/prompts";
import { HistoryCard } from "@/features/assistant/components/history-card";
import { ProfileCard } from "@/features/assistant/components/profile-card";
import { PromptCard } from "@/features/assistant/components/prompt-card";
import { TryOut } from "@/features/assistant/components/try-out";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

const channels: Channel[] = ["phone", "whatsapp"];

export function AssistantPage() {
  const { t } = useTranslation("assistant");
  const edits = useCan("prompts.edit");
  const [query, setQuery] = useSearchParams();
  const channel: Channel = query.get("channel") === "whatsapp" ? "whatsapp" : "phone";
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")}>
        <Segmented
          label={t("channel.label")}
          value={channel}
          wide
          options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          onChange={(next) => setQuery(next === "phone" ? {} : { channel: next }, { replace: true })}
        />
      </PageHeader>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <PromptCard channel={channel} edits={edits} />
        <div className="grid grid-cols-1 gap-5">
          <ProfileCard edits={edits} />
          <HistoryCard channel={channel} edits={edits} />
        </div>
      </div>
      <TryOut channel={channel} edits={edits} />
    </Page>
  );
}
