import { useTranslation } from "react-i18next";

/** Who did something: a person by name, the assistant by its sign. */
export function Actor({ kind, name }: { kind: string; name: string }) {
  const { t } = useTranslation();
  if (kind === "ai") {
    return (
      <span className="font-medium text-ai">
        <span aria-hidden>✦ </span>
        {t("actor.ai")}
      </span>
    );
  }
  if (kind === "customer") return <span>{t("actor.customer")}</span>;
  if (kind === "system") return <span>{t("actor.system")}</span>;
  return <bdi dir="auto">{name || t("formerMember")}</bdi>;
}
