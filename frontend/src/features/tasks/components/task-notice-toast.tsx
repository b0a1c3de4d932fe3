import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Toast, ToastAction } from "@/components/ui/toast";
import { isolated } from "@/lib/format/isolated";
import type { TaskNotice } from "../api/notices";

/** Says what falls due while somebody looks; what was there when they came only stands in the bell. */
export function TaskNoticeToast({ notices }: { notices: TaskNotice[] }) {
  const { t } = useTranslation("tasks");
  const go = useNavigate();
  const last = notices[0]?.id ?? 0;
  const [known, setKnown] = useState(last);
  const [told, setTold] = useState<TaskNotice[]>([]);
  if (last > known) {
    setKnown(last);
    setTold(notices.filter(({ id, is_seen }) => id > known && !is_seen));
  }
  const [first] = told;
  return (
    <Toast text={first ? t("bell.told", { count: told.length, title: isolated(first.task.title) }) : ""} onEnd={() => setTold([])}>
      <ToastAction
        onClick={() => {
          setTold([]);
          void go("/tasks");
        }}
      >
        {t("bell.show")}
      </ToastAction>
    </Toast>
  );
}
