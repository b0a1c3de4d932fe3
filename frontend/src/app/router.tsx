import type { ReactNode } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { AuthGuard } from "./auth-guard";
import { AppointmentsPage } from "./pages/appointments-page";
import { CallPage } from "./pages/call-page";
import { CallsPage } from "./pages/calls-page";
import { CrashPage } from "./pages/crash-page";
import { CredentialsPage } from "./pages/credentials-page";
import { HomePage } from "./pages/home-page";
import { LeadPage } from "./pages/lead-page";
import { LeadsPage } from "./pages/leads-page";
import { LoginPage } from "./pages/login-page";
import { NotFoundPage } from "./pages/not-found-page";
import { Shell } from "./shell/shell";
import { VerbGuard } from "./verb-guard";

/** Pages that open to members with the verb. */
function behind(verb: string, pages: Record<string, ReactNode>): RouteObject {
  return { element: <VerbGuard verb={verb} />, children: Object.entries(pages).map(([path, element]) => ({ path, element })) };
}

export const routes: RouteObject[] = [
  {
    errorElement: <CrashPage />,
    children: [
      { path: "/login", element: <LoginPage /> },
      {
        element: (
          <AuthGuard>
            <Shell />
          </AuthGuard>
        ),
        children: [
          {
            errorElement: <CrashPage />,
            children: [
              { index: true, element: <HomePage /> },
              behind("calls.view", { "/calls": <CallsPage />, "/calls/:callId": <CallPage /> }),
              behind("leads.view", { "/leads": <LeadsPage />, "/leads/:leadId": <LeadPage /> }),
              behind("appointments.view", { "/appointments": <AppointmentsPage /> }),
              behind("secrets.manage", { "/settings/credentials": <CredentialsPage /> }),
              { path: "*", element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
