import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, Outlet } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Notice } from "@/components/ui/notice";
import { useCan } from "@/lib/auth/auth-context";
import { usePageTitle } from "@/lib/use-page-title";
import { useHome } from "./shell/places";

/** The server decides; this only spares a member pages that would answer 403. */
export function VerbGuard({ verb }: { verb: string }) {
  return useCan(verb) ? <Outlet /> : <Forbidden />;
}

function Forbidden() {
  const { t } = useTranslation();
  const home = useHome();
  usePageTitle(t("state.forbidden"));
  return (
    <Notice page icon={Lock} title={t("state.forbidden")} hint={t("state.forbiddenHint")}>
      <Link to={home} className={buttonLook("primary")}>
        {t("state.toHome")}
      </Link>
    </Notice>
  );
}
