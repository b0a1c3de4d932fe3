import { useTranslation } from "react-i18next";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { useCredentials } from "../api/credentials";
import { OpenAiCard } from "./openai-card";
import { TwilioCard } from "./twilio-card";
import { WebhookCard } from "./webhook-card";

export function CredentialCards() {
  const { data, error, refetch } = useCredentials();
  if (!data) {
    return error ? (
      <Card>
        <Failure error={error} onRetry={() => void refetch()} />
      </Card>
    ) : (
      <CredentialSkeletons />
    );
  }
  return (
    <div className="grid max-w-180 grid-cols-1 gap-5">
      <TwilioCard twilio={data.twilio} />
      <OpenAiCard openai={data.openai} />
      <WebhookCard lastFour={data.webhook_secret_last_four} />
    </div>
  );
}

function CredentialSkeletons() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className="grid max-w-180 grid-cols-1 gap-5">
      {Array.from({ length: 3 }, (_, card) => (
        <div key={card} className="space-y-4 rounded-large border border-line bg-surface p-(--card)">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-3.5 w-4/5" />
          <Skeleton className="h-9 w-32" />
        </div>
      ))}
    </div>
  );
}
