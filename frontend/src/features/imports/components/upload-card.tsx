import { FileUp } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Callout } from "@/components/ui/callout";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { useUpload } from "../api/change-imports";

const accepted = ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Takes a file by choosing or by dropping it here; nothing is imported yet. */
export function UploadCard() {
  const { t } = useTranslation("imports");
  const id = useId();
  const go = useNavigate();
  const upload = useUpload();
  const refusal = useErrorText()(upload.error);
  const [isOver, setOver] = useState(false);

  function take(file: File | undefined) {
    if (file && !upload.isPending) upload.mutate(file, { onSuccess: (made) => void go(`/leads/import/${made.id}`) });
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }

  return (
    <div className="space-y-3">
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={cn(
          "flex cursor-pointer flex-col items-center rounded-large border-2 border-dashed border-line-strong bg-surface px-6 py-12 text-center transition-colors duration-100 hover:border-accent",
          "has-focus-visible:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent",
          isOver && "border-accent bg-accent-soft",
        )}
      >
        <span className="mb-4 grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
          <FileUp aria-hidden className={cn("size-5.5", upload.isPending && "animate-pulse")} strokeWidth={1.7} />
        </span>
        <span className="text-lg font-semibold">{t(upload.isPending ? "upload.working" : "upload.title")}</span>
        <span className="mt-1 max-w-96 text-pretty text-ink-2">{t("upload.hint")}</span>
        <input
          id={id}
          type="file"
          accept={accepted}
          disabled={upload.isPending}
          className="sr-only"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </label>
      {refusal && (
        <Callout tone="bad" role="alert">
          {refusal}
        </Callout>
      )}
    </div>
  );
}
