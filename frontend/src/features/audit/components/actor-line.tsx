import { Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { isolated } from "@/lib/format/isolated";
import type { Entry } from "../api/entries";

/** Who did it. Somebody of the platform who acted as a member is named first, and marked. */
export function ActorLine({ entry: { actor, impersonator } }: { entry: Entry }) {
  const { t } = useTranslation("audit");
  if (actor.kind === "ai") {
    return (
      <span className="inline-flex items-center gap-1 text-ai">
        <Sparkles aria-hidden className="size-3.5" strokeWidth={1.7} />
        {t("actor.ai")}
      </span>
    );
  }
  if (actor.kind !== "user") return t(`actor.${actor.kind}`);
  const name = actor.name || t(actor.user_id === null ? "actor.nobody" : "actor.gone");
  if (!impersonator) return <bdi>{name}</bdi>;
  const names = { impersonator: isolated(impersonator.name || t("actor.gone")), user: isolated(name) };
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {t("actor.inPlaceOf", names)}
      <Chip tone="warn">{t("actor.impersonation")}</Chip>
    </span>
  );
}
