import { LiveChip } from "@/features/calls/components/live-chip";
import { SearchBox } from "@/features/search/components/search-box";
import { TaskBell } from "@/features/tasks/components/task-bell";
import { useCan, useMe } from "@/lib/auth/auth-context";
import { useFormat } from "@/lib/format/use-format";
import { BrandMark } from "./brand-mark";
import { UserMenu } from "./user-menu";

export function TopBar() {
  const { business } = useMe();
  const format = useFormat();
  const seesCalls = useCan("calls.view");
  const mayFind = useCan("leads.view");
  const seesTasks = useCan("tasks.view");
  return (
    <header className="sticky top-(--banner) z-20 flex h-14 items-center gap-3 border-b border-line bg-bg px-4 md:px-6">
      <div className="flex min-w-0 grow items-center gap-2.5 md:hidden">
        <BrandMark />
        <p dir="auto" className="truncate font-bold">
          {business.name}
        </p>
      </div>
      {mayFind && <SearchBox />}
      <p className="grow truncate text-ink-2 max-md:hidden">
        <span className={mayFind ? "max-lg:hidden" : undefined}>{format.longDay(new Date())}</span>
      </p>
      {seesCalls && <LiveChip />}
      {seesTasks && <TaskBell />}
      <UserMenu />
    </header>
  );
}
