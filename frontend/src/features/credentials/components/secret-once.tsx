import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { CopyButton } from "@/components/ui/copy-button";

/** A secret in full, until its reader says that it is kept. */
export function SecretOnce({ secret, onKept }: { secret: string; onKept: () => void }) {
  const { t } = useTranslation("credentials");
  return (
    <Callout tone="warn" role="status" className="space-y-2.5 p-3.5">
      <p className="font-medium">{t("webhook.once")}</p>
      <p className="rounded-small border border-line bg-surface px-3 py-2 text-ink">
        <bdi dir="ltr" className="font-medium [overflow-wrap:anywhere]">
          {secret}
        </bdi>
      </p>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={secret} />
        <Button tone="quiet" onClick={onKept}>
          {t("webhook.kept")}
        </Button>
      </div>
    </Callout>
  );
}
