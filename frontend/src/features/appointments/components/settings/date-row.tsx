import { EllipsisVertical, Pencil, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useErrorText } from "@/lib/api/use-error-text";
import { useMe } from "@/lib/auth/auth-context";
import { dayStart } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import type { Resource } from "../../api/catalogue";
import { type SpecialDate, useTakeBackDate } from "../../api/dates";
import { DateDialog } from "./date-dialog";

interface DateRowProps {
  date: SpecialDate;
  /** It is as on any such weekday, and closed on those. */
  isUsuallyClosed: boolean;
  resources: Resource[];
}

const kindTones = { closed: "bad", hours: "warn", usual: "ok", usuallyClosed: "bad" } as const;

export function DateRow({ date, isUsuallyClosed, resources }: DateRowProps) {
  const { t } = useTranslation(["appointments", "common"]);
  const format = useFormat();
  const { timezone } = useMe().business;
  const [asked, setAsked] = useState<"edit" | "takeBack" | null>(null);
  const takeBack = useTakeBackDate(date.id);
  const error = useErrorText()(takeBack.error);
  const trigger = useRef<HTMLButtonElement>(null);
  const day = format.longDay(dayStart(date.date, timezone));
  const label = t("dates.actions", { day });
  const whose = resources.find(({ id }) => id === date.resource_id)?.name;
  const close = () => setAsked(null);
  const kind = isUsuallyClosed ? "usuallyClosed" : date.kind;
  return (
    <li className="flex items-center gap-3 border-t border-line py-(--row) ps-(--card) pe-2">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="auto" className="font-semibold [overflow-wrap:anywhere]">
            {date.name || t("dates.unnamed")}
          </bdi>
          <Chip tone={kindTones[kind]}>{t(`dates.kind.${kind}`)}</Chip>
          {date.source === "manual" && <Chip tone="accent">{t("dates.manual")}</Chip>}
          {whose && (
            <Chip>
              <bdi dir="auto">{whose}</bdi>
            </Chip>
          )}
        </p>
        <p className="flex flex-wrap gap-x-2 text-sm text-ink-2">
          <span>
            {day} {date.date.slice(0, 4)}
          </span>
          <span className="text-ink-3">{date.hebrew_date}</span>
          {date.hours.map(({ opens, closes }) => (
            <bdi key={opens} dir="ltr" className="font-medium">
              {opens}–{closes}
            </bdi>
          ))}
        </p>
      </div>
      <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} />}>
        <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
          {t("catalogue.edit")}
        </MenuItem>
        {date.source === "manual" && (
          <MenuItem icon={Undo2} onSelect={() => setAsked("takeBack")}>
            {t("dates.takeBack")}
          </MenuItem>
        )}
      </Menu>
      {asked === "edit" && <DateDialog date={date} resources={resources} returnFocus={trigger} onClose={close} />}
      {asked === "takeBack" && (
        <ConfirmDialog
          open
          title={t("dates.takeBackTitle", { day })}
          confirm={t("dates.takeBack")}
          keep={t("common:cancel")}
          busy={takeBack.isPending}
          error={error}
          returnFocus={trigger}
          onConfirm={() => takeBack.mutate(undefined, { onSuccess: close })}
          onClose={close}
        >
          <p>{t("dates.takeBackBody")}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
