import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { AuthGuard } from "./auth-guard";
import { AppointmentsPage } from "./pages/appointments-page";
import { CallPage } from "./pages/call-page";
import { CallsPage } from "./pages/calls-page";
import { CrashPage } from "./pages/crash-page";
import { LeadPage } from "./pages/lead-page";
import { LeadsPage } from "./pages/leads-page";
import { LoginPage } from "./pages/login-page";
import { NotFoundPage } from "./pages/not-found-page";
import { Shell } from "./shell/shell";
import { VerbGuard } from "./verb-guard";

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
              { index: true, element: <Navigate to="/calls" replace /> },
              {
                element: <VerbGuard verb="calls.view" />,
                children: [
                  { path: "/calls", element: <CallsPage /> },
                  { path: "/calls/:callId", element: <CallPage /> },
                ],
              },
              {
                element: <VerbGuard verb="leads.view" />,
                children: [
                  { path: "/leads", element: <LeadsPage /> },
                  { path: "/leads/:leadId", element: <LeadPage /> },
                ],
              },
              {
                element: <VerbGuard verb="appointments.view" />,
                children: [{ path: "/appointments", element: <AppointmentsPage /> }],
              },
              { path: "*", element: <NotFoundPage /> },
            ],
          },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
