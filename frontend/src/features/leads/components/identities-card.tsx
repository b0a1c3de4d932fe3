import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Failure } from "@/components/ui/failure";
import { PhoneNumber } from "@/components/ui/phone-number";
import { useIdentities } from "../api/identities";

/** By what the person is known on the phone and in chats; not there for somebody who is known by nothing yet. */
export function IdentitiesCard({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const { data, error, refetch } = useIdentities(leadId);
  if (!data?.length && !error) return null;
  return (
    <Card title={t("identity.title")}>
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="border-t border-line px-(--card) pt-3 pb-4">
          <p className="mb-2.5 text-sm text-ink-3">{t("identity.text")}</p>
          <Facts>
            {data.map(({ id, kind, value }) => (
              <Fact key={id} name={t(`identity.kind.${kind}`)}>
                {kind === "phone" ? <PhoneNumber e164={value} /> : <bdi dir="ltr">{value}</bdi>}
              </Fact>
            ))}
          </Facts>
        </div>
      )}
    </Card>
  );
}
