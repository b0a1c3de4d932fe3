import type { LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { menuItemLook } from "./menu-choices";

interface MenuProps {
  /** What opens it: a button. */
  trigger: ReactNode;
  label: string;
  side?: "top" | "bottom";
  children: ReactNode;
}

/** Not modal: the modal kind locks scrolling with an injected style, which the content policy refuses. */
export function Menu({ trigger, label, side = "bottom", children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align="end"
          side={side}
          sideOffset={6}
          collisionPadding={12}
          className="z-30 min-w-44 animate-enter rounded-medium border border-line bg-surface p-1.5 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  icon: LucideIcon;
  danger?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon: Icon, danger = false, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={cn(menuItemLook, danger && "text-bad")}>
      <Icon aria-hidden className={cn("size-4 shrink-0", !danger && "text-ink-2")} strokeWidth={1.7} />
      {children}
    </DropdownMenu.Item>
  );
}
