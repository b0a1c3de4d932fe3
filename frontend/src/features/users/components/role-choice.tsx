import { useTranslation } from "react-i18next";
import { type Role, roles } from "../api/members";

/** One role of three, each with what it opens. */
export function RoleChoice({ initial }: { initial: Role }) {
  const { t } = useTranslation(["users", "common"]);
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">{t("role.label")}</legend>
      {roles.map((role) => (
        <label
          key={role}
          className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-small border border-line-strong px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input type="radio" name="role" value={role} defaultChecked={role === initial} className="mt-0.5 size-4.5 accent-accent md:size-4" />
          <span className="font-semibold">{t(`common:role.${role}`)}</span>
          <span className="col-start-2 text-sm text-ink-2">{t(`role.${role}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
