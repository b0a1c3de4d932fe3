import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { longestTag } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import type { BulkChange } from "../../api/bulk-leads";
import type { Lead } from "../../api/types";

interface BulkTagsDialogProps {
  kind: "add_tags" | "remove_tags";
  leads: Lead[];
  returnFocus: RefObject<HTMLElement | null>;
  onChange: (change: BulkChange) => Promise<void>;
  onClose: () => void;
}

/** Adds a tag to all of them, or takes one of theirs away. */
export function BulkTagsDialog({ kind, leads, returnFocus, onChange, onClose }: BulkTagsDialogProps) {
  const { t } = useTranslation("leads");
  const [tag, setTag] = useState("");
  const theirs = [...new Set(leads.flatMap(({ tags }) => tags))].slice(0, 30);
  const submission = useSubmission({
    names: ["tag"],
    required: { tag: t("bulk.missingTag") },
    send: async (values) => {
      await onChange({ [kind]: [values.tag.trim()] });
      onClose();
    },
  });
  return (
    <Dialog open title={t(`bulk.${kind}`, { count: leads.length })} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("bulk.tag")}
          name="tag"
          dir="auto"
          autoComplete="off"
          maxLength={longestTag}
          value={tag}
          onChange={(event) => setTag(event.target.value)}
          error={submission.errors.tag}
        />
        {theirs.length > 0 && (
          <p className="flex flex-wrap gap-1.5">
            {theirs.map((known) => (
              <button key={known} type="button" onClick={() => setTag(known)} className="-my-1 rounded-full py-1">
                <Chip tone={known === tag ? "accent" : "plain"}>
                  <bdi dir="auto">{known}</bdi>
                </Chip>
              </button>
            ))}
          </p>
        )}
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(kind === "add_tags" ? "bulk.addTags" : "bulk.removeTags")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
