import { EllipsisVertical, Pencil, Power } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { OrderButtons, type Place } from "@/components/ui/order-buttons";
import { isolated } from "@/lib/format/isolated";

interface CatalogueRowProps {
  name: string;
  isActive: boolean;
  /** The one that is always there. */
  isMain?: boolean;
  busy: boolean;
  refusal?: string;
  place: Place;
  menu: RefObject<HTMLButtonElement | null>;
  onEdit: () => void;
  onActive: (isActive: boolean) => void;
  dialog: ReactNode;
  /** What is to be known of it, in a few words each. */
  children: ReactNode;
}

/** Something that can be booked, or that takes bookings: changed, or switched off and on again. */
export function CatalogueRow({ name, isActive, isMain = false, busy, refusal, place, menu, onEdit, onActive, dialog, children }: CatalogueRowProps) {
  const { t } = useTranslation("appointments");
  const label = t("catalogue.actions", { name: isolated(name) });
  return (
    <li className="flex items-center gap-3 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="auto" className={isActive ? "font-semibold [overflow-wrap:anywhere]" : "text-ink-3 [overflow-wrap:anywhere]"}>
            {name}
          </bdi>
          {isMain && <Chip>{t("catalogue.main")}</Chip>}
          {!isActive && <Chip>{t("catalogue.off")}</Chip>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-2 [overflow-wrap:anywhere]">{children}</p>
        {refusal && (
          <p role="alert" className="text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      <span className="flex shrink-0">
        <OrderButtons place={place} up={t("catalogue.up", { name: isolated(name) })} down={t("catalogue.down", { name: isolated(name) })} />
        <Menu label={label} trigger={<IconButton ref={menu} icon={EllipsisVertical} label={label} disabled={busy} />}>
          <MenuItem icon={Pencil} onSelect={onEdit}>
            {t("catalogue.edit")}
          </MenuItem>
          {!isMain && (
            <MenuItem icon={Power} onSelect={() => onActive(!isActive)}>
              {t(isActive ? "catalogue.turnOff" : "catalogue.turnOn")}
            </MenuItem>
          )}
        </Menu>
      </span>
      {dialog}
    </li>
  );
}
