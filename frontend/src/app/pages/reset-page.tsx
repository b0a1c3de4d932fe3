import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { ResetForm } from "@/features/auth/components/reset-form";
import { useFragment } from "@/lib/use-fragment";
import { usePageTitle } from "@/lib/use-page-title";
import { Door } from "../door";

/** `/reset#uid=...&token=...`, as the e-mail has it. Without them a link is asked for first. */
export function ResetPage() {
  const { t } = useTranslation("auth");
  const carried = useFragment();
  const [uid, token] = [carried.get("uid"), carried.get("token")];
  usePageTitle(t("reset.title"));
  if (!uid || !token) return <Navigate to="/forgot" replace />;
  return (
    <Door>
      <ResetForm uid={uid} token={token} />
    </Door>
  );
}
