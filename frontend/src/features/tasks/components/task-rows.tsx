import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Toast, ToastAction } from "@/components/ui/toast";
import { useErrorText } from "@/lib/api/use-error-text";
import { isolated } from "@/lib/format/isolated";
import { useFinishTask, useReopenTask } from "../api/change-tasks";
import type { Task } from "../api/types";
import { TaskRow } from "./task-row";

/** Tasks that can be ticked off; what was ticked can be taken back for a moment. */
export function TaskRows({ tasks, hidesLead }: { tasks: Task[]; hidesLead?: boolean }) {
  const { t } = useTranslation("tasks");
  const finish = useFinishTask();
  const reopen = useReopenTask();
  const explain = useErrorText();
  const [finished, setFinished] = useState<Task | null>(null);
  const refusal = explain(finish.error ?? reopen.error);
  const said = finished ? t("finished", { title: isolated(finished.title) }) : "";

  function takeBack(task: Task) {
    setFinished(null);
    reopen.mutate(task.id);
  }

  return (
    <>
      <ul>
        {tasks.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            hidesLead={hidesLead}
            busy={(finish.isPending && finish.variables === task.id) || (reopen.isPending && reopen.variables === task.id)}
            onFinish={() => finish.mutate(task.id, { onSuccess: () => setFinished(task) })}
            onReopen={takeBack}
          />
        ))}
      </ul>
      <Toast
        text={refusal ?? said}
        onEnd={() => {
          setFinished(null);
          finish.reset();
          reopen.reset();
        }}
      >
        {finished && !refusal && <ToastAction onClick={() => takeBack(finished)}>{t("takeBack")}</ToastAction>}
      </Toast>
    </>
  );
}
