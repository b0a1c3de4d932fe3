import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Form, FormRefusal } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { Skeleton } from "@/components/ui/skeleton";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Profile, useProfile, useSaveProfile } from "../api/profile";
import { isMismatch, voices } from "../voices";

/** Who answers, and with which voice. */
export function ProfileCard({ edits }: { edits: boolean }) {
  const { t } = useTranslation(["assistant", "common"]);
  const { data, error, refetch } = useProfile();
  if (!data && error) {
    return (
      <Card label={t("profile.title")}>
        <Failure error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <Card title={t("profile.title")}>
      {data ? (
        <ProfileForm key={data.version} profile={data} edits={edits} />
      ) : (
        <div role="status" aria-label={t("common:state.loading")} className="space-y-3 px-(--card) pb-(--card)">
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-9 w-full" />
        </div>
      )}
    </Card>
  );
}

/** It is said in one breath. */
function onOneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, " ");
}

const names = ["name", "gender", "voice", "greeting"] as const;

function ProfileForm({ profile, edits }: { profile: Profile; edits: boolean }) {
  const { t } = useTranslation("assistant");
  const save = useSaveProfile();
  const [voice, setVoice] = useState(profile.voice);
  const [gender, setGender] = useState(profile.gender);
  const submission = useSubmission({
    names,
    required: { name: t("profile.missingName"), greeting: t("profile.missingGreeting") },
    send: ({ name, greeting }) => {
      const wanted = { name: name.trim(), gender, voice, greeting: onOneLine(greeting) };
      const changes = Object.fromEntries(names.filter((each) => wanted[each] !== profile[each]).map((each) => [each, wanted[each]]));
      return save.mutateAsync({ ...changes, version: profile.version });
    },
  });
  return (
    <Form submission={submission} className="space-y-3.5 px-(--card) pb-(--card)">
      <fieldset disabled={!edits} className="space-y-3.5">
        <TextField
          name="name"
          dir="auto"
          autoComplete="off"
          className="text-page-start"
          label={t("profile.name")}
          maxLength={longest.assistant.name}
          defaultValue={profile.name}
          error={submission.errors.name}
        />
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          <SelectField name="gender" label={t("profile.gender")} value={gender} onChange={({ target }) => setGender(target.value as Profile["gender"])}>
            <option value="masculine">{t("profile.masculine")}</option>
            <option value="feminine">{t("profile.feminine")}</option>
          </SelectField>
          <SelectField name="voice" label={t("profile.voice")} value={voice} onChange={({ target }) => setVoice(target.value as Profile["voice"])}>
            {(Object.keys(voices) as Profile["voice"][]).map((each) => (
              <option key={each} value={each}>
                {t("profile.voiceNamed", { name: each.charAt(0).toUpperCase() + each.slice(1), sound: t(`profile.sound.${voices[each]}`) })}
              </option>
            ))}
          </SelectField>
        </div>
        {isMismatch(voice, gender) && <Callout tone="warn">{t("profile.mismatch")}</Callout>}
        <TextArea
          name="greeting"
          label={t("profile.greeting")}
          hint={
            <>
              {t("profile.greetingHint")} <bdi dir="ltr">{profile.places.map((place) => `{${place}}`).join(" ")}</bdi>
            </>
          }
          maxLength={longest.assistant.greeting}
          defaultValue={profile.greeting}
          error={submission.errors.greeting}
        />
      </fieldset>
      <FormRefusal submission={submission} />
      {edits && (
        <div className="flex items-center justify-end gap-3">
          <Button type="submit" tone="primary" disabled={submission.busy}>
            {t(submission.busy ? "saving" : "profile.save")}
          </Button>
        </div>
      )}
    </Form>
  );
}
