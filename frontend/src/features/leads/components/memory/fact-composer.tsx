import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { inputLook } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useErrorText } from "@/lib/api/use-error-text";
import { cn } from "@/lib/cn";
import { useAddFact } from "../../api/memory";

/** What was written stays until the server has taken it. */
export function FactComposer({ leadId }: { leadId: number }) {
  const { t } = useTranslation("leads");
  const [text, setText] = useState("");
  const add = useAddFact(leadId);
  const refusal = useErrorText()(add.error);

  function send(event: FormEvent) {
    event.preventDefault();
    if (text.trim() && !add.isPending) add.mutate(text.trim(), { onSuccess: () => setText("") });
  }

  return (
    <form onSubmit={send} className="border-t border-line px-(--card) py-3">
      <div className="flex gap-2">
        <input
          aria-label={t("memory.new")}
          placeholder={t("memory.placeholder")}
          dir={text ? "auto" : undefined}
          maxLength={longest.memory.text}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={cn(inputLook, "min-w-0 grow")}
        />
        {(text.trim() || add.isPending) && (
          <Button type="submit" tone="primary" disabled={add.isPending}>
            {t(add.isPending ? "saving" : "memory.add")}
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className="mt-1 text-sm text-bad">
          {refusal}
        </p>
      )}
    </form>
  );
}
