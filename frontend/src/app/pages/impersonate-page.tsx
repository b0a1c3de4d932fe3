import { useTranslation } from "react-i18next";
import { ImpersonationEntry } from "@/features/auth/components/impersonation-entry";
import { useFragment } from "@/lib/use-fragment";
import { usePageTitle } from "@/lib/use-page-title";
import { Door } from "../door";

/** `/impersonate#code=...`: where a system admin who acts as a member comes in. */
export function ImpersonatePage() {
  const { t } = useTranslation("auth");
  const code = useFragment().get("code") ?? "";
  usePageTitle(t("impersonation.entering"));
  return (
    <Door>
      <ImpersonationEntry code={code} />
    </Door>
  );
}
