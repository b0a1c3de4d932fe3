import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import { usePreferences } from "@/lib/preferences/preferences-context";
import type { ChannelPrompts } from "../api/prompts";

interface SizeLineProps {
  prompts: ChannelPrompts;
  length: number;
}

const parts = ["platform", "business", "faq", "calendar", "diary"] as const;

/** How much is written of what may be, and where the size of the whole comes from. */
export function SizeLine({ prompts, length }: SizeLineProps) {
  const { t } = useTranslation("assistant");
  const { language } = usePreferences();
  const said = (count: number) => count.toLocaleString(language);
  const over = length - prompts.longest;
  const whole = Object.values(prompts.size).reduce((sum, size) => sum + size, 0);
  return (
    <div className="space-y-1 text-sm text-ink-3 tabular-nums">
      <p role={over > 0 ? "alert" : undefined} className={cn(over > 0 && "text-bad")}>
        {over > 0 ? t("size.over", { over: said(over), longest: said(prompts.longest) }) : t("size.written", { size: said(length), longest: said(prompts.longest) })}
      </p>
      {prompts.faq_left_out > 0 && <p className="text-warn">{t("size.faqLeftOut", { count: prompts.faq_left_out })}</p>}
      <details>
        <summary className="cursor-pointer py-2.5 hover:text-ink md:py-0.5">{t("size.whole", { size: said(whole) })}</summary>
        <dl className="mt-1 grid max-w-80 grid-cols-[1fr_auto] gap-x-6 gap-y-0.5">
          {parts
            .filter((part) => prompts.size[part])
            .map((part) => (
              <div key={part} className="col-span-2 grid grid-cols-subgrid">
                <dt>{t(`size.${part}`)}</dt>
                <dd>{said(prompts.size[part] ?? 0)}</dd>
              </div>
            ))}
        </dl>
      </details>
    </div>
  );
}
