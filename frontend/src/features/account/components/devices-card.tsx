import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Failure } from "@/components/ui/failure";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useErrorText } from "@/lib/api/use-error-text";
import { useDevices, useSignOutEverywhere } from "../api/devices";
import { DeviceRow } from "./device-row";

export function DevicesCard() {
  const { t } = useTranslation("account");
  const { data: devices, error, refetch } = useDevices();
  const [asking, setAsking] = useState(false);
  return (
    <Card title={t("devices.title")}>
      {!devices && !error && <SkeletonRows count={2} />}
      {!devices && error && <Failure error={error} onRetry={() => void refetch()} />}
      <ul>
        {devices?.map((device) => (
          <DeviceRow key={device.id} device={device} />
        ))}
      </ul>
      {devices && (
        <div className="border-t border-line px-(--card) py-3.5">
          <Button onClick={() => setAsking(true)}>{t("devices.everywhere")}</Button>
        </div>
      )}
      <EverywhereDialog open={asking} onClose={() => setAsking(false)} />
    </Card>
  );
}

function EverywhereDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  const signOut = useSignOutEverywhere();
  return (
    <ConfirmDialog
      open={open}
      title={t("devices.everywhereTitle")}
      confirm={t("devices.everywhere")}
      keep={t("common:cancel")}
      busy={signOut.isPending}
      error={useErrorText()(signOut.error)}
      onConfirm={() => signOut.mutate()}
      onClose={onClose}
    >
      <p>{t("devices.everywhereText")}</p>
    </ConfirmDialog>
  );
}
