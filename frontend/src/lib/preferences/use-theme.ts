import { useLayoutEffect } from "react";
import type { Theme } from "./preferences-context";

export function useTheme(theme: Theme) {
  useLayoutEffect(() => {
    const systemDark = matchMedia("(prefers-color-scheme: dark)");
    function apply() {
      const dark = theme === "dark" || (theme === "system" && systemDark.matches);
      document.documentElement.dataset.theme = dark ? "dark" : "light";
    }
    apply();
    systemDark.addEventListener("change", apply);
    return () => systemDark.removeEventListener("change", apply);
  }, [theme]);
}
