import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Looks like text until it is pointed at or focused. */
export const flatInput =
  "min-h-11 w-full rounded-small border border-transparent bg-transparent px-2.5 text-[1rem] font-medium text-ink placeholder:font-normal " +
  "placeholder:text-ink-3 not-read-only:hover:border-line-strong focus:border-line-strong focus:bg-bg md:min-h-9 md:text-base";

interface FieldShellProps {
  id: string;
  label: string;
  saving: boolean;
  saved: boolean;
  error?: string;
  children: ReactNode;
}

export function FieldShell({ id, label, saving, saved, error, children }: FieldShellProps) {
  const { t } = useTranslation("leads");
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] items-start gap-x-2 px-(--card) py-0.5 md:grid-cols-[7rem_minmax(0,1fr)]">
      <label htmlFor={id} className="pt-2.5 text-ink-3 md:pt-2">
        {label}
      </label>
      <div className="relative min-w-0">
        {children}
        <span role="status" className="absolute end-2 top-2.5 flex items-center gap-1 bg-surface text-xs text-ink-3">
          {saving && t("saving")}
          {saved && (
            <>
              <Check aria-hidden className="size-3.5 text-ok" strokeWidth={2} />
              {t("saved")}
            </>
          )}
        </span>
        {error && (
          <p id={`${id}-error`} role="alert" className="px-2.5 pt-1 pb-1 text-sm text-bad">
            {error}
          </p>
        )}
      </div>
    </div>
  );
}
