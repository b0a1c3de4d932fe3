import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me, page } from "@/test/samples";
import { Refusal } from "@/test/server";

const erase = "POST /api/v1/leads/7/erase/";

it("a person is erased only once their name is typed as the lead has it", async () => {
  const sent: unknown[] = [];
  const { router } = openApp("/leads/7", {
    "GET /api/v1/leads/7/": () => lead,
    [erase]: async (request) => {
      sent.push(await request.json());
      return sent.length > 1 ? undefined : new Refusal(422, { code: "erase_not_confirmed", message: "יש להקליד את שמו.", field: "confirm" });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "פעולות על הליד" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "מחיקת כל המידע על האדם" }));
  await userEvent.click(screen.getByRole("button", { name: "מחיקה לתמיד" }));
  expect(await screen.findByText("הקלידו את השם, הטלפון או האימייל כפי שהם בליד.")).toBeVisible();
  expect(sent).toEqual([]);

  await userEvent.type(screen.getByLabelText(/כדי לאשר, הקלידו/), "אבי{Enter}");
  expect(await screen.findByText("יש להקליד את שמו.")).toBeVisible();
  await userEvent.type(screen.getByLabelText(/כדי לאשר, הקלידו/), " מזרחי{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/leads"));
  expect(sent).toEqual([{ confirm: "אבי" }, { confirm: "אבי מזרחי" }]);
});

it("a view is taken out as a file with just its filters and order", async () => {
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:file", revokeObjectURL: () => undefined }));
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const asked: string[] = [];
  openApp("/leads?city=חיפה&ordering=name", {
    "GET /api/v1/leads/": () => page(lead),
    "GET /api/v1/leads/export/": ({ url }) => {
      asked.push(new URL(url).search);
      return new Response("שם\r\n", { headers: { "Content-Disposition": "attachment; filename*=UTF-8''leads-2026-11-22.csv" } });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "ייצוא" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "קובץ CSV" }));

  await waitFor(() => expect(click).toHaveBeenCalledTimes(1));
  expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe("leads-2026-11-22.csv");
  expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({ format: "csv", ordering: "name", city: "חיפה" });
});

it("who may neither import, export nor delete is offered none of it", async () => {
  openApp("/leads", { "GET /api/v1/me": () => ({ ...me, verbs: ["leads.view", "leads.edit"] }), "GET /api/v1/leads/": () => page(lead) });
  await screen.findByText("אבי מזרחי");

  expect(screen.queryByRole("button", { name: "ייצוא" })).not.toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "ייבוא" })).not.toBeInTheDocument();
});
