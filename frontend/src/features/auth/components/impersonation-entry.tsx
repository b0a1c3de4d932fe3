import { Link2Off } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Failure } from "@/components/ui/failure";
import { useAuth } from "@/lib/auth/auth-context";
import { isLinkInvalid, openImpersonation } from "../api/links";
import { DoorMessage } from "./door-message";

/** Trades the code of the address for a session. It works once, so it is sent once. */
export function ImpersonationEntry({ code }: { code: string }) {
  const { t } = useTranslation("auth");
  const { state, enter } = useAuth();
  const go = useNavigate();
  const [failure, setFailure] = useState<unknown>(null);
  const sent = useRef(false);
  // Whoever is signed in here is being renewed meanwhile, and that cookie must not come after ours.
  const isReady = state.status !== "starting";

  useEffect(() => {
    if (!isReady || sent.current) return;
    sent.current = true;
    openImpersonation(code)
      .then(({ access }) => enter(access))
      .then(() => go("/", { replace: true }))
      .catch(setFailure);
  }, [isReady, code, enter, go]);

  if (isLinkInvalid(failure)) {
    return <DoorMessage icon={Link2Off} title={t("impersonation.invalid")} hint={t("impersonation.invalidHint")} />;
  }
  if (failure) return <Failure error={failure} />;
  return (
    <p role="status" className="py-4 text-center text-ink-2">
      {t("impersonation.entering")}
    </p>
  );
}
