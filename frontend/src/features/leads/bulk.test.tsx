import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me, page } from "@/test/samples";

const dana = { ...lead, id: 8, name: "דנה כהן", tags: ["VIP"] };
const won = { ...lead.status, id: 5, label: "נסגר בהצלחה", kind: "won" as const };
const bulk = "POST /api/v1/leads/bulk/";

function open(answer: (request: Request) => unknown, verbs = me.verbs) {
  return openApp("/leads", {
    "GET /api/v1/me": () => ({ ...me, verbs }),
    "GET /api/v1/leads/": () => page(lead, dana),
    "GET /api/v1/leads/statuses/": () => [lead.status, won],
    [bulk]: answer,
  });
}

it("one change goes to all that were chosen, and what came of it is told for each", async () => {
  const sent: unknown[] = [];
  open(async (request) => {
    sent.push(await request.json());
    return { results: [{ id: 7, ok: true }, { id: 8, ok: false, error: { code: "lead_not_found", message: "לא נמצא." } }] };
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: "בחירת כל מה שמוצג" }));
  await userEvent.selectOptions(await screen.findByLabelText("שינוי מצב"), "נסגר בהצלחה");

  const told = await screen.findByRole("alert");
  expect(told).toHaveTextContent("1 עודכנו, ליד אחד לא. הוא נשאר מסומן.");
  expect(told).toHaveTextContent("דנה כהן: לא נמצא.");
  expect(sent).toEqual([{ ids: [7, 8], change: { status: 5 } }]);
  expect(screen.getByRole("checkbox", { name: /אבי מזרחי/ })).not.toBeChecked();
  expect(screen.getByRole("checkbox", { name: /דנה כהן/ })).toBeChecked();
});

it("nothing is deleted before a yes, and only with the right to", async () => {
  const sent: unknown[] = [];
  const { server } = open(async (request) => {
    sent.push(await request.json());
    return { results: [{ id: 7, ok: true }] };
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: /אבי מזרחי/ }));
  await userEvent.click(screen.getByRole("button", { name: "מחיקה" }));
  expect(server.count(bulk)).toBe(0);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "מחיקה" }));

  await waitFor(() => expect(sent).toEqual([{ ids: [7], change: { delete: true } }]));
  expect(await screen.findByText("ליד אחד עודכן")).toBeVisible();
});

it("a tag is added to all, by writing it or by choosing one they have", async () => {
  const sent: unknown[] = [];
  open(async (request) => {
    sent.push(await request.json());
    return { results: [{ id: 8, ok: true }] };
  });
  await userEvent.click(await screen.findByRole("checkbox", { name: /דנה כהן/ }));
  await userEvent.click(screen.getByRole("button", { name: "הסרת תגית" }));
  const dialog = screen.getByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "VIP" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "הסרת תגית" }));

  await waitFor(() => expect(sent).toEqual([{ ids: [8], change: { remove_tags: ["VIP"] } }]));
});

it("who may only look chooses nothing; who may not delete is not offered it", async () => {
  open(() => undefined, ["leads.view", "leads.edit"]);
  await userEvent.click(await screen.findByRole("checkbox", { name: /דנה כהן/ }));

  expect(screen.getByRole("button", { name: "הוספת תגית" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "מחיקה" })).not.toBeInTheDocument();
});

it("a view is narrowed by everything the server knows, and the address keeps it", async () => {
  const asked: string[] = [];
  const { router } = openApp("/leads?tag=VIP&from=2026-11-01&custom.budget=1200&ordering=name", {
    "GET /api/v1/leads/": ({ url }) => {
      asked.push(new URL(url).search);
      return page(lead);
    },
    "GET /api/v1/leads/fields/": () => [{ id: 2, key: "budget", label: "תקציב", kind: "number", choices: [], order: 0, is_archived: false }],
  });
  expect(await screen.findByLabelText("תקציב")).toHaveValue(1200);
  expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({
    tag: "VIP",
    created_from: "2026-10-31T22:00:00.000Z",
    "custom.budget": "1200",
    ordering: "name",
  });
  await userEvent.click(screen.getByRole("checkbox", { name: "רק לידים ללא פעילות" }));
  await waitFor(() => expect(asked.at(-1)).toContain("stale=true"));
  expect(router.state.location.search).toContain("stale=true");

  await userEvent.click(screen.getByRole("radio", { name: "לוח" }));
  expect(router.state.location.pathname).toBe("/leads/board");
  expect(router.state.location.search).toContain("tag=VIP");
});
