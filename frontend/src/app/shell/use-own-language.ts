import { useEffect } from "react";
import { useSaveProfile } from "@/features/account/api/profile";
import { useCan, useMe } from "@/lib/auth/auth-context";
import { usePreferences } from "@/lib/preferences/preferences-context";

/** One language for a person on all their devices: what is chosen here becomes the profile's, else the profile's is used. */
export function useOwnLanguage() {
  const own = useMe().user.language;
  const maySave = useCan("profile.edit");
  const { language, languageChosen, adoptLanguage } = usePreferences();
  const { mutate: save } = useSaveProfile();

  useEffect(() => {
    if (!languageChosen || language === own) adoptLanguage(own);
    else if (maySave) save({ language }, { onSuccess: () => adoptLanguage(language) });
  }, [own, maySave, language, languageChosen, adoptLanguage, save]);
}
