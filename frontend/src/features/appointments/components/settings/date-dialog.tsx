import { Plus } from "lucide-react";
import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form, FormRefusal } from "@/components/ui/form";
import { FormActions } from "@/components/ui/form-actions";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useMe } from "@/lib/auth/auth-context";
import { dayStart } from "@/lib/format/day-start";
import { useFormat } from "@/lib/format/use-format";
import { useSubmission } from "@/lib/use-submission";
import type { Resource } from "../../api/catalogue";
import { type SpecialDate, useSetDate } from "../../api/dates";
import { useHebrewDate } from "../../hebrew-date";
import { faultOf, nextRange } from "../../opening-hours";
import { RangeFields } from "./range-fields";

interface DateDialogProps {
  /** Left out for a new one. Its day and whose it is stay as they are. */
  date?: SpecialDate;
  resources: Resource[];
  returnFocus: RefObject<HTMLElement | null>;
  onClose: () => void;
}

const kinds = ["closed", "hours", "usual"] as const satisfies SpecialDate["kind"][];

/** What one date is like. A holiday that is changed here is a person's until that is taken back. */
export function DateDialog({ date, resources, returnFocus, onClose }: DateDialogProps) {
  const { t } = useTranslation("appointments");
  const format = useFormat();
  const { timezone } = useMe().business;
  const today = format.dayKey(new Date());
  const hebrewDate = useHebrewDate();
  const set = useSetDate();
  const [day, setDay] = useState(date?.date ?? "");
  const [kind, setKind] = useState(date?.kind ?? "closed");
  const [ranges, setRanges] = useState(date?.hours.length ? date.hours : [nextRange([])]);
  const isWrong = kind === "hours" && (ranges.length === 0 || Boolean(faultOf(ranges)));
  const submission = useSubmission({
    names: ["date", "name", "resource_id", "hours"],
    required: date ? {} : { date: t("dates.missingDay") },
    send: async ({ name, resource_id }) => {
      const resource = date ? date.resource_id : Number(resource_id) || null;
      await set.mutateAsync({ date: day, kind, name: name.trim(), resource_id: resource, hours: kind === "hours" ? ranges : [] });
      onClose();
    },
  });
  return (
    <Dialog open title={t(date ? "dates.edit" : "dates.new")} returnFocus={returnFocus} onClose={onClose}>
      <Form submission={submission} className="mt-4 space-y-4">
        {date ? (
          <p className="flex flex-wrap gap-x-2">
            <span className="font-semibold">{format.longDay(dayStart(date.date, timezone))}</span>
            <span className="text-ink-3">{date.hebrew_date}</span>
          </p>
        ) : (
          <TextField
            label={t("dates.day")}
            name="date"
            type="date"
            min={today}
            value={day}
            onChange={(event) => setDay(event.target.value)}
            hint={day && hebrewDate(day)}
            error={submission.errors.date}
          />
        )}
        <TextField
          label={t("dates.name")}
          name="name"
          dir="auto"
          autoComplete="off"
          maxLength={longest.date.name}
          defaultValue={date?.name}
          error={submission.errors.name}
          className="text-page-start"
        />
        {!date && resources.length > 1 && (
          <SelectField label={t("dates.whose")} name="resource_id" error={submission.errors.resource_id}>
            <option value="">{t("hours.business")}</option>
            {resources.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label={t("dates.what")}
          value={kind}
          onChange={(event) => setKind(kinds.find((known) => known === event.target.value) ?? "closed")}
          hint={t(`dates.kindHint.${kind}`)}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {t(`dates.kind.${each}`)}
            </option>
          ))}
        </SelectField>
        {kind === "hours" && (
          <div>
            <RangeFields name={t("dates.thisDay")} ranges={ranges} onChange={setRanges} />
            <Button tone="quiet" className="mt-1" onClick={() => setRanges([...ranges, nextRange(ranges)])}>
              <Plus aria-hidden strokeWidth={1.7} />
              {t("hours.more")}
            </Button>
            {submission.errors.hours && <p className="text-sm text-bad">{submission.errors.hours}</p>}
          </div>
        )}
        <FormRefusal submission={submission} />
        <FormActions submission={submission} onCancel={onClose} blocked={isWrong}>
          {t(submission.busy ? "settings.saving" : "settings.save")}
        </FormActions>
      </Form>
    </Dialog>
  );
}
