import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  hint: string;
  /** `alert` when something failed. */
  role?: "alert" | "status";
  /** The notice is the whole page, so its title is the page's. */
  page?: boolean;
  children?: ReactNode;
}

/** What stands in the place of content: empty, failed, not found. Says what is safe and offers one step. */
export function Notice({ icon: Icon, title, hint, role, page = false, children }: NoticeProps) {
  const Title = page ? "h1" : "p";
  return (
    <div role={role} className="flex flex-col items-center px-6 py-14 text-center">
      <span className="mb-4 grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon aria-hidden className="size-5.5" strokeWidth={1.7} />
      </span>
      <Title className="text-lg font-semibold">{title}</Title>
      <p className="mt-1 max-w-80 text-balance text-ink-2">{hint}</p>
      {children && <div className="mt-5">{children}</div>}
    </div>
  );
}
