import { Monitor, Smartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { useErrorText } from "@/lib/api/use-error-text";
import { useFormat } from "@/lib/format/use-format";
import { type Device, useSignOutDevice } from "../api/devices";
import { deviceName } from "../device-name";

export function DeviceRow({ device }: { device: Device }) {
  const { t } = useTranslation("account");
  const format = useFormat();
  const signOut = useSignOutDevice();
  const refusal = useErrorText()(signOut.error);
  const { browser, system, isPhone } = deviceName(device.user_agent);
  const name = [browser, system].filter(Boolean).join(" · ") || t("devices.unknown");
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-(--card) py-(--row) first:border-t-0">
      <span aria-hidden className="grid size-(--avatar) shrink-0 place-items-center rounded-full bg-sunken text-ink-2">
        <Icon className="size-4.5" strokeWidth={1.7} />
      </span>
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 font-semibold">
          <bdi>{name}</bdi>
          {device.is_current && <Chip tone="ok">{t("devices.here")}</Chip>}
        </p>
        <p className="text-sm text-ink-3">
          {t("devices.used", { moment: format.moment(device.last_used_at) })}
          {device.address && (
            <>
              {" · "}
              <bdi dir="ltr">{device.address}</bdi>
            </>
          )}
        </p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      {!device.is_current && (
        <Button
          aria-label={t("devices.signOutOf", { device: name })}
          onClick={() => signOut.mutate(device.id)}
          disabled={signOut.isPending}
        >
          {t("devices.signOut")}
        </Button>
      )}
    </li>
  );
}
