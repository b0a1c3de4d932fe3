import { Undo2, Users } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useErrorText } from "@/lib/api/use-error-text";
import { useRollback } from "../api/change-imports";
import type { Import } from "../api/types";
import { Counts } from "./counts";
import { FaultsCard } from "./faults-card";

/** What the import did, or what is left of it after it was undone. */
export function DoneCard({ made }: { made: Import & { state: "done" | "rolled_back" } }) {
  const { t } = useTranslation(["imports", "common"]);
  const [isAsked, setAsked] = useState(false);
  const rollback = useRollback(made.id);
  const error = useErrorText()(rollback.error);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Card title={t(`${made.state}.title`)}>
        {made.state === "rolled_back" && <p className="px-(--card) pb-4 text-pretty text-ink-2">{t(made.left > 0 ? "rolled_back.left" : "rolled_back.all")}</p>}
        <Counts made={made} />
        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-(--card) py-4">
          {made.state === "done" && (
            <Button ref={button} onClick={() => setAsked(true)}>
              <Undo2 aria-hidden strokeWidth={1.7} className="rtl:-scale-x-100" />
              {t("done.rollback")}
            </Button>
          )}
          <Link to="/leads" className={buttonLook("primary")}>
            <Users aria-hidden strokeWidth={1.7} />
            {t("done.toLeads")}
          </Link>
        </div>
      </Card>
      {made.state === "done" && <FaultsCard made={made} />}
      {isAsked && (
        <ConfirmDialog
          open
          title={t("rollback.title")}
          confirm={t("rollback.confirm")}
          keep={t("common:cancel")}
          busy={rollback.isPending}
          error={error}
          returnFocus={button}
          onConfirm={() => rollback.mutate(undefined, { onSuccess: () => setAsked(false) })}
          onClose={() => setAsked(false)}
        >
          <p>{t("rollback.text")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
