import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { I18nextProvider } from "react-i18next";
import { AuthProvider } from "@/lib/auth/auth-provider";
import { i18n } from "@/lib/i18n";
import { PreferencesProvider } from "@/lib/preferences/preferences-provider";
import { createQueryClient } from "@/lib/query-client";

export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  return (
    <I18nextProvider i18n={i18n}>
      <PreferencesProvider>
        <QueryClientProvider client={queries}>
          <AuthProvider>{children}</AuthProvider>
        </QueryClientProvider>
      </PreferencesProvider>
    </I18nextProvider>
  );
}
