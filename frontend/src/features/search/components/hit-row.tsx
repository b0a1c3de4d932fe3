import { CalendarDays, type LucideIcon, MessageCircle, Phone, User } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import type { Group, Hit } from "../hits";

const icons: Record<Group, LucideIcon> = { leads: User, calls: Phone, chats: MessageCircle, meetings: CalendarDays };

interface HitRowProps {
  id: string;
  hit: Hit;
  isActive: boolean;
  onActive: () => void;
  onChoose: () => void;
}

/** Chosen from the keyboard through its input, so it takes no focus of its own. */
export function HitRow({ id, hit, isActive, onActive, onChoose }: HitRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const Icon = icons[hit.group];
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={() => !isActive && onActive()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={(event) => event.key === "Enter" && onChoose()}
      className={cn("mx-1.5 flex min-h-11 cursor-pointer items-center gap-3 rounded-small px-2.5 py-1.5", isActive && "bg-accent-soft")}
    >
      <Icon aria-hidden className={cn("size-4.5 shrink-0", isActive ? "text-accent" : "text-ink-3")} strokeWidth={1.7} />
      <span className="min-w-0 grow">
        <bdi dir="auto" className="block truncate text-page-start font-medium">
          {hit.title || t("unnamed")}
        </bdi>
        {hit.detail && (
          <bdi dir="auto" className="block truncate text-page-start text-sm text-ink-2">
            {hit.detail}
          </bdi>
        )}
      </span>
      {hit.at && (
        <time dateTime={hit.at} className="shrink-0 text-xs text-ink-3">
          {format.moment(hit.at)}
        </time>
      )}
    </div>
  );
}
