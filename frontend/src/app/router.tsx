import type { ReactNode } from "react";
import { createBrowserRouter, type RouteObject } from "react-router";
import { AuthGuard } from "./auth-guard";
import { AccountPage } from "./pages/account-page";
import { AppointmentsPage } from "./pages/appointments-page";
import { AssistantPage } from "./pages/assistant-page";
import { AuditPage } from "./pages/audit-page";
import { CallPage } from "./pages/call-page";
import { CallsPage } from "./pages/calls-page";
import { CrashPage } from "./pages/crash-page";
import { CredentialsPage } from "./pages/credentials-page";
import { DiarySettingsPage } from "./pages/diary-settings-page";
import { DuplicatesPage } from "./pages/duplicates-page";
import { FaqPage } from "./pages/faq-page";
import { ForgotPage } from "./pages/forgot-page";
import { HomePage } from "./pages/home-page";
import { ImpersonatePage } from "./pages/impersonate-page";
import { ImportPage } from "./pages/import-page";
import { ImportsPage } from "./pages/imports-page";
import { InvitationPage } from "./pages/invitation-page";
import { LeadPage } from "./pages/lead-page";
import { LeadSettingsPage } from "./pages/lead-settings-page";
import { LeadsPage } from "./pages/leads-page";
import { LoginPage } from "./pages/login-page";
import { NotFoundPage } from "./pages/not-found-page";
import { RemindersPage } from "./pages/reminders-page";
import { ResetPage } from "./pages/reset-page";
import { TasksPage } from "./pages/tasks-page";
import { UsersPage } from "./pages/users-page";
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
      { path: "/forgot", element: <ForgotPage /> },
      { path: "/reset", element: <ResetPage /> },
      { path: "/invitation", element: <InvitationPage /> },
      { path: "/impersonate", element: <ImpersonatePage /> },
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
              behind("leads.view", {
                "/leads": <LeadsPage view="list" />,
                "/leads/board": <LeadsPage view="board" />,
                "/leads/duplicates": <DuplicatesPage />,
                "/leads/:leadId": <LeadPage />,
              }),
              behind("leads.import", { "/leads/import": <ImportsPage />, "/leads/import/:importId": <ImportPage /> }),
              behind("tasks.view", { "/tasks": <TasksPage /> }),
              behind("appointments.view", { "/appointments": <AppointmentsPage /> }),
              behind("users.view", { "/users": <UsersPage /> }),
              behind("audit.view", { "/audit": <AuditPage /> }),
              behind("settings.edit", { "/settings/leads": <LeadSettingsPage />, "/settings/diary": <DiarySettingsPage />, "/settings/reminders": <RemindersPage /> }),
              behind("prompts.view", { "/settings/assistant": <AssistantPage /> }),
              behind("settings.view", { "/settings/faq": <FaqPage /> }),
              behind("secrets.manage", { "/settings/credentials": <CredentialsPage /> }),
              { path: "/account", element: <AccountPage /> },
              { path: "*", element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
