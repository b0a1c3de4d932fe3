import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { isolated } from "@/lib/format/isolated";
import { useFormat } from "@/lib/format/use-format";
import { useResources } from "../api/catalogue";
import type { Standing } from "../api/types";

interface StandingLinkProps {
  standing: Standing;
  onLeave: () => void;
}

/** The meeting that the customer has then already, by what is shown of it in the diary, where it leads to. */
export function StandingLink({ standing, onLeave }: StandingLinkProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { data: resources } = useResources();
  const others = resources?.filter(({ is_active }) => is_active).length ?? 0;
  const person = others > 1 ? resources?.find(({ id }) => id === standing.resource_id)?.name : undefined;
  const facts = [isolated(standing.service || t("noService")), person && isolated(person), format.moment(standing.starts_at)];
  return (
    <Link
      to={`/appointments?range=day&day=${format.dayKey(standing.starts_at)}`}
      className="inline-flex min-h-11 items-center font-semibold underline underline-offset-4 md:min-h-8"
      onClick={onLeave}
    >
      {t("book.standing", { appointment: facts.filter(Boolean).join(" · ") })}
    </Link>
  );
}
