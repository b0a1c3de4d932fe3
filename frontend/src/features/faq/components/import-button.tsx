import { FileUp } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { type Imported, useImportEntries } from "../api/entries";

export function ImportButton() {
  const { t } = useTranslation("faq");
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} onClick={() => setOpen(true)}>
        <FileUp aria-hidden strokeWidth={1.7} />
        {t("import.action")}
      </Button>
      {isOpen && (
        <Dialog open title={t("import.title")} returnFocus={button} onClose={() => setOpen(false)}>
          <ImportForm />
        </Dialog>
      )}
    </>
  );
}

function ImportForm() {
  const { t } = useTranslation("faq");
  const upload = useImportEntries();
  const refusal = useErrorText()(upload.error);
  const id = useId();
  return (
    <div className="mt-3 space-y-3">
      <p className="text-pretty text-ink-2">{t("import.hint")}</p>
      <label htmlFor={id} className={cn(buttonLook("primary"), "cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent")}>
        <FileUp aria-hidden className={cn(upload.isPending && "animate-pulse")} strokeWidth={1.7} />
        {t(upload.isPending ? "import.working" : "import.file")}
        <input
          id={id}
          type="file"
          accept=".csv,.txt,.xlsx"
          disabled={upload.isPending}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) upload.mutate(file);
            event.target.value = "";
          }}
        />
      </label>
      {refusal && (
        <Callout tone="bad" role="alert">
          {refusal}
        </Callout>
      )}
      {upload.data && <Outcome imported={upload.data} />}
    </div>
  );
}

function Outcome({ imported: { created, refused, refused_in_all } }: { imported: Imported }) {
  const { t } = useTranslation("faq");
  return (
    <Callout tone={refused_in_all > 0 ? "warn" : "ok"} role="status">
      <p>{t("import.created", { count: created })}</p>
      {refused_in_all > 0 && (
        <ul className="mt-1 max-h-40 overflow-y-auto">
          {refused.map(({ row, why }) => (
            <li key={row}>{t("import.refused", { row, why: t(`import.why.${why}`) })}</li>
          ))}
        </ul>
      )}
    </Callout>
  );
}
