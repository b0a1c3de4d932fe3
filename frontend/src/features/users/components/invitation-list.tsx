import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { LoadMore } from "@/components/ui/load-more";
import { useInvitations } from "../api/invitations";
import { InvitationRow } from "./invitation-row";

/** Nothing while there is none: an empty box would only ask to be read. */
export function InvitationList() {
  const { t } = useTranslation("users");
  const { invitations, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInvitations();
  if (invitations.length === 0 && !error) return null;
  return (
    <Card title={t("invitations.title")}>
      {error && invitations.length === 0 && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <LoadMore hasMore={hasNextPage} loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Card>
  );
}
