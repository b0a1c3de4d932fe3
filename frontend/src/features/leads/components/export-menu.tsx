import { Download, FileSpreadsheet, FileText } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Toast } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { useMe } from "@/lib/auth/auth-context";
import { download } from "@/lib/download";
import { askedBy, type LeadFilters, type Ordering } from "../filters";

/** The leads of this view as a file. */
export function ExportMenu({ filters, ordering }: { filters: LeadFilters; ordering: Ordering }) {
  const { t } = useTranslation("leads");
  const { timezone } = useMe().business;
  const [state, setState] = useState<{ busy: boolean; error?: unknown }>({ busy: false });
  const refusal = useErrorText()(state.error);

  async function take(format: "csv" | "xlsx") {
    setState({ busy: true });
    const asked = Object.entries({ format, ordering, ...askedBy(filters, timezone) }).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
    try {
      await download(`/api/v1/leads/export/?${query}`, `leads.${format}`);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, error });
    }
  }

  return (
    <>
      <Menu
        label={t("export.action")}
        trigger={
          <Button disabled={state.busy} className="max-sm:px-3">
            <Download aria-hidden strokeWidth={1.7} />
            <span className="max-sm:sr-only">{t(state.busy ? "export.working" : "export.action")}</span>
          </Button>
        }
      >
        <MenuItem icon={FileSpreadsheet} onSelect={() => void take("xlsx")}>
          {t("export.xlsx")}
        </MenuItem>
        <MenuItem icon={FileText} onSelect={() => void take("csv")}>
          {t("export.csv")}
        </MenuItem>
      </Menu>
      <Toast text={refusal ?? ""} onEnd={() => setState({ busy: false })} />
    </>
  );
}
