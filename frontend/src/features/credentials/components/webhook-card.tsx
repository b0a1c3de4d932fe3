import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { useErrorText } from "@/lib/api/use-error-text";
import { useRenewWebhookSecret } from "../api/credentials";
import { LastFour } from "./last-four";
import { SecretOnce } from "./secret-once";

/** The secret that signs what leaves for the business's own systems: made here, shown once. */
export function WebhookCard({ lastFour }: { lastFour: string | null }) {
  const { t } = useTranslation(["credentials", "common"]);
  const [asking, setAsking] = useState(false);
  const renew = useRenewWebhookSecret();
  const refusal = useErrorText()(renew.error);
  const create = () => renew.mutate(undefined, { onSuccess: () => setAsking(false) });
  return (
    <Card title={t("webhook.title")} aside={<Chip tone={lastFour ? "ok" : "plain"}>{t(lastFour ? "webhook.set" : "webhook.unset")}</Chip>}>
      <div className="space-y-4 px-(--card) pb-(--card)">
        <p className="text-pretty text-ink-2">{t("webhook.text")}</p>
        {renew.data ? (
          <SecretOnce secret={renew.data.secret} onKept={() => renew.reset()} />
        ) : (
          <>
            {lastFour && (
              <Facts>
                <Fact name={t("webhook.secret")}>
                  <LastFour end={lastFour} />
                </Fact>
              </Facts>
            )}
            {refusal && !asking && (
              <Callout tone="bad" role="alert">
                {refusal}
              </Callout>
            )}
            <Button onClick={lastFour ? () => setAsking(true) : create} disabled={renew.isPending}>
              {t(lastFour ? "webhook.renew" : "webhook.create")}
            </Button>
          </>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        title={t("webhook.renewTitle")}
        confirm={t("webhook.renew")}
        keep={t("common:cancel")}
        busy={renew.isPending}
        error={refusal}
        onConfirm={create}
        onClose={() => setAsking(false)}
      >
        <p>{t("webhook.renewText")}</p>
      </ConfirmDialog>
    </Card>
  );
}
