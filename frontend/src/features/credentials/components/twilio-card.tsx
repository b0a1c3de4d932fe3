import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fact } from "@/components/ui/facts";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Credentials, useSaveTwilio } from "../api/credentials";
import { ConnectionCard } from "./connection-card";
import { LastFour } from "./last-four";

/** "AC" and 32 digits. */
const sidLength = 34;

export function TwilioCard({ twilio }: { twilio: Credentials["twilio"] }) {
  const { t } = useTranslation("credentials");
  const [editing, setEditing] = useState(false);
  const save = useSaveTwilio();
  const submission = useSubmission({
    names: ["account_sid", "auth_token"],
    required: { account_sid: t("twilio.missingSid"), auth_token: t("twilio.missingToken") },
    send: async ({ account_sid, auth_token }) => {
      await save.mutateAsync({ account_sid: account_sid.trim(), auth_token: auth_token.trim() });
      setEditing(false);
    },
  });
  return (
    <ConnectionCard
      name="twilio"
      check={save.data?.check}
      submission={submission}
      editing={editing}
      onEdit={setEditing}
      facts={
        twilio && (
          <>
            <Fact name={t("twilio.sid")}>
              <bdi dir="ltr">{twilio.account_sid}</bdi>
            </Fact>
            <Fact name={t("twilio.token")}>
              <LastFour end={twilio.auth_token_last_four} />
            </Fact>
          </>
        )
      }
      fields={
        <>
          <TextField
            label={t("twilio.sid")}
            name="account_sid"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={sidLength}
            defaultValue={twilio?.account_sid}
            placeholder="AC…"
            error={submission.errors.account_sid}
          />
          <PasswordField
            label={t("twilio.token")}
            name="auth_token"
            autoComplete="off"
            maxLength={longest.twilio.auth_token}
            error={submission.errors.auth_token}
          />
        </>
      }
    />
  );
}
