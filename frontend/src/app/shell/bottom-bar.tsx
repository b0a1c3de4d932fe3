import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { cn } from "@/lib/cn";
import { usePlaces } from "./places";

export function BottomBar() {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t("nav.label")}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {usePlaces().map(({ name, icon: Icon }) => (
        <NavLink
          key={name}
          to={`/${name}`}
          className={({ isActive }) =>
            cn(
              "flex min-h-15 flex-1 flex-col items-center justify-center gap-0.5 text-xs focus-visible:outline-offset-[-3px]",
              isActive ? "font-semibold text-accent" : "text-ink-2",
            )
          }
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.7} />
          {t(`nav.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
