import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { useIdentities } from "../api/identities";
import { IdentityRow } from "./identity-row";

/** By what the person is known on the phone and in chats; not there for somebody who is known by nothing yet. */
export function IdentitiesCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const { data, error, refetch } = useIdentities(leadId);
  if (!data?.length && !error) return null;
  return (
    <Card title={t("identity.title")}>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p className="px-(--card) pb-3 text-sm text-pretty text-ink-3">{t("identity.text")}</p>
          <ul>
            {data.map((identity) => (
              <IdentityRow key={identity.id} leadId={leadId} identity={identity} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
