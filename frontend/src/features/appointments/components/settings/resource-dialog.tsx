import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { PersonSelect } from "@/components/ui/person-select";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Resource, useChangeResource, useCreateResource } from "../../api/catalogue";

interface ResourceDialogProps {
  /** Left out for a new one. */
  resource?: Resource;
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function ResourceDialog({ resource: given, returnFocus, onClose }: ResourceDialogProps) {
  const { t } = useTranslation("appointments");
  // As it was opened: what others write meanwhile is refused, not written over.
  const [resource] = useState(given);
  const create = useCreateResource();
  const change = useChangeResource(resource);
  const [person, setPerson] = useState(resource?.user_id ?? null);
  const submission = useSubmission({
    names: ["name", "user_id"],
    required: { name: t("catalogue.missingName") },
    send: async ({ name }) => {
      const details = { name: name.trim(), user_id: person };
      await (resource ? change.mutateAsync(details) : create.mutateAsync(details));
      onClose();
    },
  });
  return (
    <Dialog open title={t(resource ? "resources.edit" : "resources.new")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("catalogue.name")}
          name="name"
          dir="auto"
          autoComplete="off"
          maxLength={longest.resource.name}
          defaultValue={resource?.name}
          hint={t("resources.nameHint")}
          error={submission.errors.name}
          className="text-page-start"
        />
        <PersonSelect label={t("resources.member")} nobody={t("resources.nobody")} value={person} onPerson={setPerson} error={submission.errors.user_id} />
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(submission.busy ? "settings.saving" : "settings.save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
