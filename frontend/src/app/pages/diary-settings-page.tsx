import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Page, PageHeader } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { DatesCard } from "@/features/appointments/components/settings/dates-card";
import { FeedCard } from "@/features/appointments/components/settings/feed-card";
import { HolidayRulesCard } from "@/features/appointments/components/settings/holiday-rules-card";
import { HoursCard } from "@/features/appointments/components/settings/hours-card";
import { ResourcesCard } from "@/features/appointments/components/settings/resources-card";
import { RulesCard } from "@/features/appointments/components/settings/rules-card";
import { ServicesCard } from "@/features/appointments/components/settings/services-card";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

const parts = ["rules", "hours", "dates", "services"] as const;

export function DiarySettingsPage() {
  const { t } = useTranslation("appointments");
  const [params, setParams] = useSearchParams();
  const part = parts.find((known) => known === params.get("part")) ?? "rules";
  const ownFeed = useCan("calendar.address");
  const everybodysFeed = useCan("calendar.address_all");
  usePageTitle(t("settings.title"));
  return (
    <Page>
      <PageHeader title={t("settings.title")} subtitle={t("settings.subtitle")}>
        <Segmented
          wide
          label={t("settings.part")}
          value={part}
          options={parts.map((value) => ({ value, label: t(`settings.parts.${value}`) }))}
          onChange={(next) => setParams(next === "rules" ? {} : { part: next }, { replace: true })}
        />
      </PageHeader>
      {part === "hours" && <HoursCard />}
      {part === "dates" && (
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <DatesCard />
          <HolidayRulesCard />
        </div>
      )}
      {part === "rules" && (
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          <RulesCard />
          <div className="grid grid-cols-1 gap-5">
            {ownFeed && <FeedCard whose="mine" />}
            {everybodysFeed && <FeedCard whose="business" />}
          </div>
        </div>
      )}
      {part === "services" && (
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
          <ServicesCard />
          <ResourcesCard />
        </div>
      )}
    </Page>
  );
}
