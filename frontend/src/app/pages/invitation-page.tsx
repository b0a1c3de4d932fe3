import { useTranslation } from "react-i18next";
import { Invitation } from "@/features/auth/components/invitation";
import { useFragment } from "@/lib/use-fragment";
import { usePageTitle } from "@/lib/use-page-title";
import { Door } from "../door";

/** `/invitation#token=...`, as the e-mail has it. Whoever is signed in here gives way to the invited person. */
export function InvitationPage() {
  const { t } = useTranslation("auth");
  const token = useFragment().get("token") ?? "";
  usePageTitle(t("invitation.submit"));
  return (
    <Door>
      <Invitation token={token} />
    </Door>
  );
}
