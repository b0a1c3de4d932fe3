import { CircleUser, LogOut } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Avatar } from "@/components/ui/avatar";
import { MenuChoices, menuItemLook } from "@/components/ui/menu-choices";
import { useAuth, useMe } from "@/lib/auth/auth-context";
import { languages } from "@/lib/i18n";
import { densities, themes, usePreferences } from "@/lib/preferences/preferences-context";

export function UserMenu() {
  const { t } = useTranslation();
  const { user, role } = useMe();
  const { signOut } = useAuth();
  const { language, theme, density, setLanguage, setTheme, setDensity } = usePreferences();
  const [failed, setFailed] = useState(false);
  const name = user.full_name || user.email;
  return (
    <>
      {/* Not modal: the modal kind locks scrolling with an injected style, which the content policy refuses. */}
      <DropdownMenu.Root modal={false} onOpenChange={() => setFailed(false)}>
        <DropdownMenu.Trigger className="-me-1 grid size-11 shrink-0 place-items-center rounded-full">
          <Avatar name={user.full_name} />
          <span className="sr-only">{t("menu.label", { name })}</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="end"
            sideOffset={6}
            collisionPadding={12}
            className="z-30 max-h-(--radix-dropdown-menu-content-available-height) w-64 animate-enter overflow-y-auto rounded-medium border border-line bg-surface p-1.5 shadow-float"
          >
            <div className="px-2.5 pt-1.5 pb-2.5">
              <p dir="auto" className="truncate text-page-start font-semibold">
                {name}
              </p>
              <p className="truncate text-sm text-ink-3">
                <bdi dir="ltr">{user.email}</bdi> · {t(`role.${role}`)}
              </p>
            </div>
            <DropdownMenu.Item asChild className={menuItemLook}>
              <Link to="/account">
                <CircleUser aria-hidden className="size-4 text-ink-2" strokeWidth={1.7} />
                {t("menu.account")}
              </Link>
            </DropdownMenu.Item>
            <MenuChoices
              label={t("menu.language")}
              value={language}
              options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
              onChange={setLanguage}
            />
            <MenuChoices
              label={t("menu.theme")}
              value={theme}
              options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
              onChange={setTheme}
            />
            <MenuChoices
              label={t("menu.density")}
              value={density}
              options={densities.map((value) => ({ value, label: t(`density.${value}`) }))}
              onChange={setDensity}
            />
            <DropdownMenu.Separator className="-mx-1.5 my-1.5 h-px bg-line" />
            <DropdownMenu.Item className={menuItemLook} onSelect={() => void signOut().catch(() => setFailed(true))}>
              <LogOut aria-hidden className="size-4 text-ink-2 rtl:-scale-x-100" strokeWidth={1.7} />
              {t("menu.signOut")}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {failed && (
        <p role="alert" className="absolute end-4 top-16 z-30 max-w-72 rounded-medium bg-bad-soft px-3 py-2 text-bad shadow-float">
          {t("menu.signOutFailed")}
        </p>
      )}
    </>
  );
}
