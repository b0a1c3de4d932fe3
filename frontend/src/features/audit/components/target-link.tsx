import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Entry } from "../api/entries";

const pages = { lead: "/leads", call: "/calls" } as const;

/** Leads to what it was done to, where that has a page. */
export function TargetLink({ entry: { target_kind, target_id } }: { entry: Entry }) {
  const { t } = useTranslation("audit");
  if (target_kind !== "lead" && target_kind !== "call") return null;
  return (
    <Link to={`${pages[target_kind]}/${target_id}`} className="text-accent hover:underline">
      {t(`target.${target_kind}`, { id: target_id })}
    </Link>
  );
}
