import { useTranslation } from "react-i18next";
import { Callout } from "@/components/ui/callout";
import { Page, PageHeader } from "@/components/ui/page";
import { DetailsCard } from "@/features/account/components/details-card";
import { DevicesCard } from "@/features/account/components/devices-card";
import { PasswordCard } from "@/features/account/components/password-card";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

export function AccountPage() {
  const { t } = useTranslation("account");
  const mayEdit = useCan("profile.edit");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      {!mayEdit && (
        <Callout tone="warn" className="max-w-180">
          {t("impersonated")}
        </Callout>
      )}
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <DetailsCard />
        {mayEdit && <PasswordCard />}
        {mayEdit && (
          <div className="lg:col-span-2">
            <DevicesCard />
          </div>
        )}
      </div>
    </Page>
  );
}
