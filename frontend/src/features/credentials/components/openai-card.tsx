import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fact } from "@/components/ui/facts";
import { PasswordField } from "@/components/ui/password-field";
import { longest } from "@/lib/api/longest";
import { useSubmission } from "@/lib/use-submission";
import { type Credentials, useSaveOpenAi } from "../api/credentials";
import { ConnectionCard } from "./connection-card";
import { LastFour } from "./last-four";

export function OpenAiCard({ openai }: { openai: Credentials["openai"] }) {
  const { t } = useTranslation("credentials");
  const [editing, setEditing] = useState(false);
  const save = useSaveOpenAi();
  const submission = useSubmission({
    names: ["api_key"],
    required: { api_key: t("openai.missingKey") },
    send: async ({ api_key }) => {
      await save.mutateAsync({ api_key: api_key.trim() });
      setEditing(false);
    },
  });
  return (
    <ConnectionCard
      name="openai"
      check={save.data?.check}
      submission={submission}
      editing={editing}
      onEdit={setEditing}
      facts={
        openai && (
          <Fact name={t("openai.key")}>
            <LastFour end={openai.key_last_four} />
          </Fact>
        )
      }
      fields={
        <PasswordField
          label={t("openai.key")}
          name="api_key"
          autoComplete="off"
          maxLength={longest.openai.api_key}
          error={submission.errors.api_key}
        />
      }
    />
  );
}
