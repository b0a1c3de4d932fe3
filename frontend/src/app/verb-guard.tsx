import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";
import { Notice } from "@/components/ui/notice";
import { useCan } from "@/lib/auth/auth-context";

/** The server decides; this only spares a member pages that would answer 403. */
export function VerbGuard({ verb }: { verb: string }) {
  const { t } = useTranslation();
  if (useCan(verb)) return <Outlet />;
  return <Notice page icon={Lock} title={t("state.forbidden")} hint={t("state.forbiddenHint")} />;
}
