import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Page, PageHeader } from "@/components/ui/page";
import { AuditLog } from "@/features/audit/components/audit-log";
import { useMembers } from "@/features/users/api/members";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";

export function AuditPage() {
  const { t } = useTranslation("audit");
  const { members } = useMembers(useCan("users.view"));
  const people = useMemo(() => members.map(({ user }) => ({ id: user.id, name: user.full_name || user.email })), [members]);
  usePageTitle(t("title"));
  return (
    <Page>
      <PageHeader title={t("title")} subtitle={t("subtitle")} />
      <AuditLog people={people} />
    </Page>
  );
}
