import { render } from "@testing-library/react";
import { createMemoryRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { Providers } from "@/app/providers";
import { routes } from "@/app/router";
import { agent, me, owner, page } from "./samples";
import { FakeServer } from "./server";

/** The whole dashboard at an address, signed in unless `handlers` say otherwise. */
export function openApp(path: string, handlers: FakeServer["handlers"] = {}) {
  const server = new FakeServer({
    "POST /api/v1/auth/refresh": () => ({ access: "token-1" }),
    "GET /api/v1/me": () => me,
    "GET /api/v1/calls/": () => page(),
    "GET /api/v1/leads/": () => page(),
    "GET /api/v1/leads/statuses/": () => [],
    "GET /api/v1/leads/fields/": () => [],
    "GET /api/v1/leads/owners/": () => [],
    "GET /api/v1/leads/7/memory/": () => ({ entries: [], most_facts: 30, left_out: { phone: 0, whatsapp: 0 } }),
    "GET /api/v1/leads/7/proposals/": () => [],
    "GET /api/v1/leads/7/provenance/": () => page(),
    "GET /api/v1/leads/7/notes/": () => page(),
    "GET /api/v1/leads/7/identities/": () => [],
    "GET /api/v1/leads/7/consents/": () => [],
    "GET /api/v1/leads/7/duplicates/": () => [],
    "GET /api/v1/leads/7/merges/": () => [],
    "GET /api/v1/leads/7/timeline/": () => page(),
    "GET /api/v1/duplicates/": () => page(),
    "GET /api/v1/tasks/": () => page(),
    "GET /api/v1/tasks/counts/": () => ({ waiting: 0, today: 0, overdue: 0 }),
    "GET /api/v1/tasks/notices/": () => [],
    "GET /api/v1/appointments/": () => page(),
    "GET /api/v1/scheduling/resources/": () => [],
    "GET /api/v1/reminders/": () => page(),
    "GET /api/v1/users/": () => page(owner, agent),
    "GET /api/v1/users/invitations/": () => page(),
    "GET /api/v1/audit/": () => page(),
    "GET /api/v1/auth/sessions": () => [],
    ...handlers,
  });
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { server, router };
}
