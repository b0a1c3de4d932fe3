import { useTranslation } from "react-i18next";
import { cn } from "@/lib/cn";
import type { Import } from "../api/types";

const shown = {
  checked: ["created", "updated", "skipped", "failed"],
  done: ["created", "updated", "skipped", "failed"],
  rolled_back: ["deleted", "restored", "left"],
} as const;

/** What will become of the rows, or has become of them. */
export function Counts({ made }: { made: Import & { state: keyof typeof shown } }) {
  const { t } = useTranslation("imports");
  return (
    <dl className="grid grid-cols-2 border-t border-line sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
      {shown[made.state].map((name) => (
        <div key={name} className="border-line px-(--card) py-4 not-first:border-s max-sm:nth-[odd]:border-s-0 max-sm:nth-[n+3]:border-t">
          <dt className="text-sm text-ink-2">{t(`count.${made.state}.${name}` as "count.checked.created")}</dt>
          <dd className={cn("text-2xl font-semibold", (name === "failed" || name === "left") && made[name] > 0 && "text-warn")}>
            <bdi dir="ltr">{made[name].toLocaleString("en")}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
