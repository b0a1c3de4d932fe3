import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { cn } from "@/lib/cn";

interface PageHeaderProps {
  title: ReactNode;
  subtitle?: ReactNode;
  back?: { to: string; label: string };
  /** What the page is opened for; beside the title on a phone too. */
  action?: ReactNode;
  children?: ReactNode;
}

interface PageProps {
  /** As wide as the screen, for what stands side by side. */
  wide?: boolean;
  children: ReactNode;
}

export function Page({ wide = false, children }: PageProps) {
  return (
    <div className={cn("mx-auto grid w-full grid-cols-1 gap-5 px-4 py-4 md:px-6 md:py-6", !wide && "max-w-310")}>{children}</div>
  );
}

export function PageHeader({ title, subtitle, back, action, children }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <div className="min-w-0 grow">
        {back && (
          <Link
            to={back.to}
            className="-ms-1 mb-1 inline-flex max-md:-mt-2 min-h-11 items-center gap-0.5 pe-2 text-sm text-ink-2 hover:text-ink md:min-h-7"
          >
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" strokeWidth={1.7} />
            {back.label}
          </Link>
        )}
        <h1>{title}</h1>
        {subtitle && <div className="mt-0.5 text-pretty text-ink-2">{subtitle}</div>}
      </div>
      {action && <div className="md:order-last">{action}</div>}
      {children && <div className="flex flex-wrap items-center gap-2.5 max-sm:w-full">{children}</div>}
    </header>
  );
}
