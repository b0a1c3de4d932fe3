import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation, useNavigate } from "react-router";
import { Menu, MenuItem } from "@/components/ui/menu";
import { cn } from "@/lib/cn";
import { type Place, usePlaces } from "./places";

const itemLook = "flex min-h-15 flex-1 flex-col items-center justify-center gap-0.5 text-xs focus-visible:outline-offset-[-3px]";

export function BottomBar() {
  const { t } = useTranslation();
  const { work, management } = usePlaces();
  return (
    <nav
      aria-label={t("nav.label")}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {work.map(({ name, path, icon: Icon }) => (
        <NavLink key={name} to={path} className={({ isActive }) => cn(itemLook, isActive ? "font-semibold text-accent" : "text-ink-2")}>
          <Icon aria-hidden className="size-5" strokeWidth={1.7} />
          {t(`nav.${name}`)}
        </NavLink>
      ))}
      {management.length > 0 && <More places={management} />}
    </nav>
  );
}

function More({ places }: { places: Place[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const go = useNavigate();
  const isHere = places.some(({ path }) => pathname.startsWith(path));
  return (
    <Menu
      label={t("nav.management")}
      side="top"
      trigger={
        <button type="button" aria-label={t("nav.morePlaces")} className={cn(itemLook, isHere ? "font-semibold text-accent" : "text-ink-2")}>
          <Ellipsis aria-hidden className="size-5" strokeWidth={1.7} />
          {t("nav.more")}
        </button>
      }
    >
      {places.map(({ name, path, icon }) => (
        <MenuItem key={name} icon={icon} onSelect={() => void go(path)}>
          {t(`nav.${name}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
