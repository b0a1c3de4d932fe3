import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { useCan, useMe } from "@/lib/auth/auth-context";
import { cn } from "@/lib/cn";
import { useFormat } from "@/lib/format/use-format";
import type { Member } from "../api/members";
import { MemberMenu } from "./member-menu";

export function MemberRow({ member }: { member: Member }) {
  const { t } = useTranslation(["users", "common"]);
  const me = useMe();
  const manages = useCan("users.manage");
  const format = useFormat();
  const { user } = member;
  return (
    <li className="flex min-h-(--row-min) items-center gap-3 border-t border-line px-(--card) py-(--row) first:border-t-0">
      <Avatar name={user.full_name} className={cn((member.is_suspended || member.is_deactivated) && "opacity-50")} />
      <div className="min-w-0 grow md:grid md:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1fr)] md:items-center md:gap-4">
        <div className="min-w-0">
          <p className="flex min-w-0 items-center gap-2">
            <span dir="auto" className="truncate font-semibold">
              {user.full_name || user.email}
            </span>
            {user.id === me.user.id && <Chip>{t("you")}</Chip>}
          </p>
          <p className="truncate text-sm text-ink-3">
            <bdi dir="ltr">{user.email}</bdi>
          </p>
        </div>
        <p className="text-sm text-ink-3">
          {member.last_seen_at ? t("seen", { moment: format.moment(member.last_seen_at) }) : t("neverSeen")}
        </p>
        <p className="mt-1.5 flex flex-wrap gap-1.5 md:mt-0 md:justify-end md:gap-2">
          {member.is_deactivated && <Chip tone="bad">{t("deactivated")}</Chip>}
          {member.is_suspended && <Chip tone="warn">{t("suspended")}</Chip>}
          <Chip tone={member.role === "owner" ? "accent" : "plain"}>{t(`common:role.${member.role}`)}</Chip>
        </p>
      </div>
      {manages && <MemberMenu member={member} />}
    </li>
  );
}
