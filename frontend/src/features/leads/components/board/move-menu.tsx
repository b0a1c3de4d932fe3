import { ArrowLeftRight, EllipsisVertical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Lead, LeadStatus } from "../../api/types";

interface MoveMenuProps {
  lead: Lead;
  name: string;
  statuses: LeadStatus[];
  onMoveTo: (lead: Lead, status: LeadStatus) => void;
}

/** On a phone one column is seen at a time, so a card is sent to another by name. */
export function MoveMenu({ lead, name, statuses, onMoveTo }: MoveMenuProps) {
  const { t } = useTranslation("leads");
  const label = t("board.moveTo", { name });
  return (
    <Menu
      label={label}
      trigger={
        <button type="button" aria-label={label} className="absolute end-0 top-0 grid size-11 place-items-center rounded-medium text-ink-3 md:hidden">
          <EllipsisVertical aria-hidden className="size-4.5" strokeWidth={1.7} />
        </button>
      }
    >
      {statuses
        .filter(({ id }) => id !== lead.status.id)
        .map((status) => (
          <MenuItem key={status.id} icon={ArrowLeftRight} onSelect={() => onMoveTo(lead, status)}>
            {status.label}
          </MenuItem>
        ))}
    </Menu>
  );
}
