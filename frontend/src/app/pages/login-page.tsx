import { useTranslation } from "react-i18next";
import { Navigate, useSearchParams } from "react-router";
import { Callout } from "@/components/ui/callout";
import { LoginForm } from "@/features/auth/components/login-form";
import { useAuth } from "@/lib/auth/auth-context";
import { ownPath } from "@/lib/own-path";
import { usePageTitle } from "@/lib/use-page-title";
import { Door } from "../door";
import { ClosedPage } from "./closed-page";

/** `?next=` is where to go afterwards; only an address of this site counts. */
export function LoginPage() {
  const { t } = useTranslation("auth");
  const { state } = useAuth();
  const [params] = useSearchParams();
  usePageTitle(t("title"));

  if (state.status === "signed-in") return <Navigate to={ownPath(params.get("next")) ?? "/"} replace />;
  if (state.status === "closed") return <ClosedPage refusal={state.refusal} />;
  const left = state.status === "anonymous" ? state.left : null;
  return (
    <Door>
      <h1>{t("title")}</h1>
      <p className="mt-1 mb-6 text-ink-2">{t("subtitle")}</p>
      {left && left !== "signed-out" && (
        <Callout tone="plain" role="status" className="mb-5">
          {t(`left.${left}`)}
        </Callout>
      )}
      <LoginForm />
    </Door>
  );
}
