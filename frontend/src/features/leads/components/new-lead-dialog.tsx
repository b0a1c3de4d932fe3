import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { isolated } from "@/lib/format/isolated";
import { useSubmission } from "@/lib/use-submission";
import { useCreateLead } from "../api/create-lead";
import { useLeadStatuses } from "../api/list-statuses";
import type { Lead } from "../api/types";
import { useLeadName } from "../lead-name";

interface NewLeadDialogProps {
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const names = ["name", "phone", "email", "city", "service_wanted", "status"] as const;

export function NewLeadDialog({ returnFocus, onClose }: NewLeadDialogProps) {
  const { t } = useTranslation(["leads", "common"]);
  const leadName = useLeadName();
  const go = useNavigate();
  const create = useCreateLead();
  const { data: statuses = [] } = useLeadStatuses();
  const [known, setKnown] = useState<Lead | null>(null);
  const submission = useSubmission({
    names,
    send: async ({ status, ...details }) => {
      const lead = await create.mutateAsync({ ...details, status: Number(status) || undefined, source: "manual" });
      if (lead.matched) setKnown(lead);
      else void go(`/leads/${lead.id}`);
    },
  });

  if (known) {
    return (
      <Dialog open title={t("new.knownTitle")} returnFocus={returnFocus} onClose={onClose}>
        <p className="mt-2 text-ink-2">{t("new.known", { name: isolated(leadName(known)) })}</p>
        <DialogActions>
          <Button onClick={onClose}>{t("common:close")}</Button>
          <Link to={`/leads/${known.id}`} className={buttonLook("primary")}>
            {t("new.toKnown")}
          </Link>
        </DialogActions>
      </Dialog>
    );
  }

  function field(name: Exclude<(typeof names)[number], "status">) {
    return { name, label: t(`field.${name}`), maxLength: longest.lead[name], error: submission.errors[name], autoComplete: "off" };
  }

  return (
    <Dialog open title={t("new.title")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-3.5">
        <TextField {...field("name")} dir="auto" className="text-page-start" />
        <TextField {...field("phone")} type="tel" dir="ltr" inputMode="tel" />
        <TextField {...field("email")} type="email" dir="ltr" inputMode="email" />
        <div className="grid grid-cols-2 gap-3">
          <TextField {...field("city")} dir="auto" className="text-page-start" />
          <SelectField label={t("field.status")} name="status" error={submission.errors.status} defaultValue={statuses.find(({ is_default }) => is_default)?.id}>
            {statuses.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </SelectField>
        </div>
        <TextField {...field("service_wanted")} dir="auto" className="text-page-start" />
        <Callout tone="plain" className="text-sm">
          {t("new.hint")}
        </Callout>
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose}>
          {t("new.submit")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
