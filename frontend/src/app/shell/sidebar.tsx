import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { useRunningCalls } from "@/features/calls/api/list-calls";
import { useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { BrandMark } from "./brand-mark";
import { type Place, usePlaces } from "./places";

export function Sidebar() {
  const { t } = useTranslation();
  const { business } = useMe();
  const { work, management } = usePlaces();
  return (
    <aside className="sticky top-(--banner) flex h-[calc(100dvh-var(--banner))] w-58 shrink-0 flex-col overflow-y-auto border-e border-line bg-sunken px-3 py-4 max-md:hidden">
      <div className="flex items-center gap-2.5 px-2 pt-1 pb-4.5">
        <BrandMark />
        <div className="min-w-0">
          <p dir="auto" className="truncate text-page-start text-lg leading-tight font-bold">
            {business.name}
          </p>
          <p className="text-xs text-ink-3">{t("product")}</p>
        </div>
      </div>
      <nav aria-label={t("nav.label")} className="flex flex-col gap-0.5">
        {work.map((place) => (
          <PlaceLink key={place.name} place={place} />
        ))}
        {management.length > 0 && <p className="px-2.5 pt-4 pb-1 text-xs text-ink-3">{t("nav.management")}</p>}
        {management.map((place) => (
          <PlaceLink key={place.name} place={place} />
        ))}
      </nav>
    </aside>
  );
}

function PlaceLink({ place: { name, path, icon: Icon } }: { place: Place }) {
  const { t } = useTranslation();
  return (
    <NavLink
      to={path}
      className={({ isActive }) =>
        cn(
          "group flex min-h-9 items-center gap-2.5 rounded-small px-2.5 transition-colors duration-100",
          isActive ? "bg-surface font-semibold text-ink shadow-lift" : "font-medium text-ink-2 hover:bg-surface/60 hover:text-ink",
        )
      }
    >
      <Icon aria-hidden className="size-4.5 shrink-0 group-aria-[current=page]:text-accent" strokeWidth={1.7} />
      {t(`nav.${name}`)}
      {name === "calls" && <RunningCount />}
    </NavLink>
  );
}

function RunningCount() {
  const { t } = useTranslation();
  const count = useRunningCalls().length;
  if (count === 0) return null;
  return (
    <span
      aria-label={t("runningCalls", { count })}
      className="ms-auto rounded-full bg-accent px-2 text-xs leading-4.5 font-semibold text-accent-ink"
    >
      {count}
    </span>
  );
}
