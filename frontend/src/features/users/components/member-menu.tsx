import { CirclePause, CirclePlay, EllipsisVertical, ShieldCheck, UserMinus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { type Member, useChangeMember } from "../api/members";
import { EndAccessDialog } from "./end-access-dialog";
import { RoleDialog } from "./role-dialog";

/** What an owner can do about a member. */
export function MemberMenu({ member }: { member: Member }) {
  const { t } = useTranslation("users");
  const [asked, setAsked] = useState<"role" | "suspend" | "remove" | null>(null);
  const resume = useChangeMember(member.id);
  const refusal = useErrorText()(resume.error);
  const trigger = useRef<HTMLButtonElement>(null);
  const label = t("actionsOn", { name: isolated(member.user.full_name || member.user.email) });
  const dialog = { member, returnFocus: trigger, onClose: () => setAsked(null) };
  return (
    <>
      {refusal && (
        <p role="alert" className="text-sm text-bad">
          {refusal}
        </p>
      )}
      <Menu label={label} trigger={<IconButton ref={trigger} icon={EllipsisVertical} label={label} disabled={resume.isPending} />}>
        <MenuItem icon={ShieldCheck} onSelect={() => setAsked("role")}>
          {t("role.change")}
        </MenuItem>
        {member.is_suspended ? (
          <MenuItem icon={CirclePlay} onSelect={() => resume.mutate({ is_suspended: false })}>
            {t("resume.action")}
          </MenuItem>
        ) : (
          <MenuItem icon={CirclePause} onSelect={() => setAsked("suspend")}>
            {t("suspend.action")}
          </MenuItem>
        )}
        <MenuItem icon={UserMinus} danger onSelect={() => setAsked("remove")}>
          {t("remove.action")}
        </MenuItem>
      </Menu>
      {asked === "role" && <RoleDialog {...dialog} />}
      {(asked === "suspend" || asked === "remove") && <EndAccessDialog kind={asked} {...dialog} />}
    </>
  );
}
