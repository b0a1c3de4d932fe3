import { EllipsisVertical, Pencil, Star, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { OrderButtons, type Place } from "@/components/ui/order-buttons";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useChangeStatus } from "../../api/statuses";
import type { Status } from "../../api/types";
import { DeleteStatusDialog } from "./delete-status-dialog";
import { StatusDialog } from "./status-dialog";

interface StatusRowProps {
  status: Status;
  others: Status[];
  place: Place;
}

const kindTones = { open: "accent", won: "ok", lost: "bad", junk: "plain" } as const;

export function StatusRow({ status, others, place }: StatusRowProps) {
  const { t } = useTranslation("leads");
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const makeDefault = useChangeStatus(status.id);
  const refusal = useErrorText()(makeDefault.error);
  const trigger = useRef<HTMLButtonElement>(null);
  const named = { name: isolated(status.label) };
  const label = t("settings.statusActions", named);
  const dialog = { status, returnFocus: trigger, onClose: () => setAsked(null) };
  return (
    <li className="flex items-center gap-3 border-t border-line py-(--row) ps-(--card) pe-2">
      <span aria-hidden className="size-3.5 shrink-0 rounded-full" style={{ backgroundColor: status.colour }} />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
            {status.label}
          </bdi>
          <Chip tone={kindTones[status.kind]}>{t(`statusKind.${status.kind}`)}</Chip>
          {status.is_default && <Chip>{t("settings.default")}</Chip>}
        </p>
        <p className="text-sm text-ink-3">
          {status.stale_after_days === null ? t("settings.neverStale") : t("settings.staleAfter", { count: status.stale_after_days })}
        </p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      <span className="flex shrink-0">
        <OrderButtons place={place} up={t("settings.up", named)} down={t("settings.down", named)} />
        <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} />}>
          <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
            {t("edit")}
          </MenuItem>
          {!status.is_default && (
            <MenuItem icon={Star} onSelect={() => makeDefault.mutate({ is_default: true })}>
              {t("settings.makeDefault")}
            </MenuItem>
          )}
          {!status.is_default && (
            <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
              {t("delete.confirm")}
            </MenuItem>
          )}
        </Menu>
      </span>
      {asked === "edit" && <StatusDialog {...dialog} />}
      {asked === "delete" && <DeleteStatusDialog others={others} {...dialog} />}
    </li>
  );
}
