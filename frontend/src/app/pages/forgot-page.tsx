import { useTranslation } from "react-i18next";
import { ForgotForm } from "@/features/auth/components/forgot-form";
import { usePageTitle } from "@/lib/use-page-title";
import { Door } from "../door";

export function ForgotPage() {
  const { t } = useTranslation("auth");
  usePageTitle(t("forgot.title"));
  return (
    <Door>
      <ForgotForm />
    </Door>
  );
}
