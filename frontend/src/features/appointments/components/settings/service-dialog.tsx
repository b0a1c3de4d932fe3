import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Resource, type Service, useChangeService, useCreateService } from "../../api/catalogue";

interface ServiceDialogProps {
  /** Left out for a new one. */
  service?: Service;
  resources: Resource[];
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const minutes = ["duration_minutes", "buffer_before_minutes", "buffer_after_minutes"] as const;
const usual = { duration_minutes: 30, buffer_before_minutes: 0, buffer_after_minutes: 0 };

export function ServiceDialog({ service: given, resources, returnFocus, onClose }: ServiceDialogProps) {
  const { t } = useTranslation("appointments");
  // As it was opened: what others write meanwhile is refused, not written over.
  const [service] = useState(given);
  const create = useCreateService();
  const change = useChangeService(service);
  const [givers, setGivers] = useState(service?.resource_ids ?? []);
  const offered = resources.filter(({ id, is_active }) => is_active || givers.includes(id));
  const submission = useSubmission({
    names: ["label", ...minutes, "price"],
    required: { label: t("catalogue.missingName"), ...Object.fromEntries(minutes.map((name) => [name, t("settings.missing")])) },
    send: async ({ label, duration_minutes, buffer_before_minutes, buffer_after_minutes, price }) => {
      const details = {
        label: label.trim(),
        duration_minutes: Number(duration_minutes),
        buffer_before_minutes: Number(buffer_before_minutes),
        buffer_after_minutes: Number(buffer_after_minutes),
        price: price.trim() || null,
        resource_ids: givers,
      };
      await (service ? change.mutateAsync(details) : create.mutateAsync(details));
      onClose();
    },
  });
  return (
    <Dialog open title={t(service ? "services.edit" : "services.new")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        <TextField
          label={t("catalogue.name")}
          name="label"
          dir="auto"
          autoComplete="off"
          maxLength={longest.service.label}
          defaultValue={service?.label}
          error={submission.errors.label}
          className="text-page-start"
        />
        <div className="grid grid-cols-2 gap-3">
          {minutes.map((name) => (
            <TextField
              key={name}
              name={name}
              type="number"
              inputMode="numeric"
              min={0}
              dir="ltr"
              label={t(`services.${name}`)}
              defaultValue={service?.[name] ?? usual[name]}
              error={submission.errors[name]}
            />
          ))}
          <TextField
            name="price"
            type="number"
            inputMode="decimal"
            min={0}
            step="0.01"
            dir="ltr"
            label={t("services.price")}
            defaultValue={service?.price ?? ""}
            error={submission.errors.price}
          />
        </div>
        {resources.length > 1 && (
          <fieldset>
            <legend className="mb-1 text-sm font-medium">{t("services.givers")}</legend>
            <div className="grid grid-cols-2 gap-x-3">
              {offered.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name}
                  checked={givers.includes(id)}
                  onChange={(event) => setGivers(event.target.checked ? [...givers, id] : givers.filter((each) => each !== id))}
                />
              ))}
            </div>
            <p className="mt-1 text-sm text-pretty text-ink-3">{t("services.giversHint")}</p>
          </fieldset>
        )}
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t(submission.busy ? "settings.saving" : "settings.save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
