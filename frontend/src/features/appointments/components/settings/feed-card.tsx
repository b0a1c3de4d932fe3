import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { useFeed, useOpenFeed, type Whose } from "../../api/feeds";

/** Meetings in the calendar that people use anyway: the member's own, or all of the business. */
export function FeedCard({ whose }: { whose: Whose }) {
  const { t } = useTranslation(["appointments", "common"]);
  const { data, isPending, error, refetch } = useFeed(whose);
  const open = useOpenFeed(whose);
  const [asked, setAsked] = useState(false);
  const refusal = useErrorText()(open.error);
  // Shown only when it is made: it opens the calendar without a sign-in.
  const url = open.data?.url;
  const close = () => setAsked(false);
  return (
    <Card title={t(`feed.${whose}.title`)}>
      <p className="px-(--card) pb-3 text-pretty text-ink-2">{t(`feed.${whose}.hint`)}</p>
      {isPending && <SkeletonRows count={1} />}
      {error && !data && <Failure error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className="space-y-3 px-(--card) pb-(--card)">
          {url ? (
            <bdi dir="ltr" className="block rounded-small bg-sunken px-3 py-2 text-sm [overflow-wrap:anywhere]">
              {url}
            </bdi>
          ) : (
            data.created_at && <p className="text-ink-2">{t("feed.hidden")}</p>
          )}
          {refusal && !asked && <p className="text-sm text-bad">{refusal}</p>}
          <div className="flex flex-wrap gap-2">
            {url && <CopyButton text={url} />}
            {url || data.created_at ? (
              <Button onClick={() => setAsked(true)}>{t("feed.renew")}</Button>
            ) : (
              <Button tone="primary" disabled={open.isPending} onClick={() => open.mutate()}>
                {t("feed.open")}
              </Button>
            )}
          </div>
        </div>
      )}
      {asked && (
        <ConfirmDialog
          open
          title={t("feed.renewTitle")}
          confirm={t("feed.renew")}
          keep={t("common:cancel")}
          busy={open.isPending}
          error={refusal}
          onConfirm={() => open.mutate(undefined, { onSuccess: close })}
          onClose={close}
        >
          <p>{t("feed.renewBody")}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
