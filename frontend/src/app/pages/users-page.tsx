import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { InvitationList } from "@/features/users/components/invitation-list";
import { InviteButton } from "@/features/users/components/invite-button";
import { MemberList } from "@/features/users/components/member-list";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

export function UsersPage() {
  const { t } = useTranslation("users");
  const manages = useCan("users.manage");
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")}>
        {manages && <InviteButton />}
      </PageHeader>
      <MemberList />
      <InvitationList />
    </Page>
  );
}
