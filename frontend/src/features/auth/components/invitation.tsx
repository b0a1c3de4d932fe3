import { Link2Off } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/ui/button-look";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/api/error";
import { useInvitationOffer } from "../api/links";
import { DoorMessage } from "./door-message";
import { InvitationForm } from "./invitation-form";

export function Invitation({ token }: { token: string }) {
  const { t } = useTranslation(["auth", "common"]);
  const { data: offer, error, refetch } = useInvitationOffer(token);
  if (offer) return <InvitationForm token={token} offer={offer} />;
  if (error instanceof ApiError && error.status === 400) {
    return (
      <DoorMessage icon={Link2Off} title={t("invitation.invalid")} hint={t("invitation.invalidHint")}>
        <Link to="/login" className={buttonLook("primary")}>
          {t("toLogin")}
        </Link>
      </DoorMessage>
    );
  }
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div role="status" aria-label={t("common:state.loading")} className="space-y-4">
      <Skeleton className="h-6 w-3/5" />
      <Skeleton className="h-4 w-4/5" />
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-11 w-full" />
    </div>
  );
}
