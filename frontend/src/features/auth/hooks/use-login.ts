import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "@/lib/api/error";
import { useAuth } from "@/lib/auth/auth-context";

/** Signs in and keeps what stood in the way, in the reader's language. */
export function useLogin() {
  const { t } = useTranslation("auth");
  const { signIn } = useAuth();
  const [missing, setMissing] = useState({ email: false, password: false });
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(email: string, password: string) {
    setMissing({ email: email === "", password: password === "" });
    setRefusal("");
    if (email === "" || password === "") return;
    setBusy(true);
    try {
      await signIn(email, password);
    } catch (error) {
      setRefusal(errorText(error, { offline: t("error.offline"), failed: t("error.failed") }));
    } finally {
      setBusy(false);
    }
  }

  return { missing, refusal, busy, submit };
}
