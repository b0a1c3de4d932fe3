import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { Found } from "./api/search";

const path = "GET /api/v1/search/";
const person = { id: 7, name: "אבי מזרחי", phone: "+972521234567" };
const nothing: Found = { leads: [], calls: [], chats: [], meetings: [] };
const found: Found = {
  leads: [{ ...person, email: "", city: "חולון", status: lead.status }],
  calls: [{ id: 31, lead: null, excerpt: "ביקש הצעת מחיר", started_at: lead.created_at, direction: "inbound", status: "completed", outcome: "lead", from_number: "+972549876543" }],
  chats: [{ id: 4, lead: person, excerpt: "אפשר לדחות?", channel: "whatsapp", at: lead.created_at }],
  meetings: [{ id: 9, lead: person, excerpt: "", starts_at: lead.created_at, ends_at: lead.created_at, status: "confirmed", service: "ייעוץ" }],
};

it("Ctrl K opens it, the arrows choose, and Enter goes there", async () => {
  const asked: (string | null)[] = [];
  const { router } = openApp("/appointments", {
    [path]: ({ url }) => {
      asked.push(new URL(url).searchParams.get("q"));
      return found;
    },
  });
  const box = await screen.findByRole("combobox", { name: "חיפוש לקוח, שיחה או פגישה" });
  await userEvent.keyboard("{Control>}[KeyK]{/Control}");
  expect(box).toHaveFocus();
  await userEvent.keyboard("אבי");

  const options = await screen.findAllByRole("option");
  expect(options.map((option) => option.textContent)).toEqual([
    expect.stringContaining("אבי מזרחי052-123-4567 · חדש · חולון"),
    expect.stringContaining("054-987-6543ביקש הצעת מחיר"),
    expect.stringContaining("אפשר לדחות?"),
    expect.stringContaining("ייעוץ"),
  ]);
  expect(asked).toEqual(["אבי"]);
  expect(box).toHaveAttribute("aria-activedescendant", options[0]?.id);
  await userEvent.keyboard("{ArrowDown}");
  expect(options[1]).toHaveAttribute("aria-selected", "true");
  await userEvent.keyboard("{Enter}");

  await waitFor(() => expect(router.state.location.pathname).toBe("/calls/31"));
  expect(screen.queryByRole("option")).not.toBeInTheDocument();
});

it("who hides is told apart from another who does", async () => {
  const hidden = { ...person, name: "", phone: "" };
  openApp("/appointments", {
    [path]: () => ({
      ...nothing,
      leads: [7, 8].map((id) => ({ ...hidden, id, email: "", city: "חולון", status: lead.status })),
      chats: [{ id: 4, lead: { ...hidden, id: 8 }, excerpt: "אפשר לדחות?", channel: "whatsapp", at: lead.created_at }],
    }),
  });
  await screen.findByRole("combobox", { name: "חיפוש לקוח, שיחה או פגישה" });
  await userEvent.keyboard("{Control>}[KeyK]{/Control}חולון");

  const options = await screen.findAllByRole("option");
  expect(options.map((option) => option.textContent)).toEqual([
    expect.stringContaining("ליד 7 · מספר מוסתר"),
    expect.stringContaining("ליד 8 · מספר מוסתר"),
    expect.stringContaining("ליד 8 · מספר מוסתראפשר לדחות?"),
  ]);
});

it("what was found stands by what it is, and a click goes there", async () => {
  const { router } = openApp("/appointments", { [path]: () => found, "GET /api/v1/leads/7/": () => lead });
  await userEvent.type(await screen.findByRole("combobox", { name: /חיפוש לקוח/ }), "אבי");
  await userEvent.click(within(await screen.findByRole("group", { name: "פגישות" })).getByRole("option"));

  expect(router.state.location.pathname).toBe("/leads/7");
});

it("one letter is not asked, and it is said that more are needed", async () => {
  const { server } = openApp("/appointments", { [path]: () => found });
  await userEvent.type(await screen.findByRole("combobox", { name: /חיפוש לקוח/ }), "א");

  expect(await screen.findByText("כתבו לפחות 2 אותיות או ספרות.")).toBeVisible();
  expect(server.count(path)).toBe(0);
});

it("says when nothing was found, and when it could not look", async () => {
  let answer: unknown = nothing;
  openApp("/appointments", { [path]: () => answer });
  const box = await screen.findByRole("combobox", { name: /חיפוש לקוח/ });
  await userEvent.type(box, "זזז");
  expect(await screen.findByText(/לא נמצא דבר עבור/)).toBeVisible();

  answer = new Refusal(422, { code: "invalid", message: "החיפוש קצר מדי." });
  await userEvent.clear(box);
  await userEvent.type(box, "--");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("listbox")).not.toBeInTheDocument();
});

it("is there only for who may see leads", async () => {
  openApp("/calls", { "GET /api/v1/me": () => ({ ...me, verbs: ["calls.view"] }) });
  await screen.findByRole("heading", { name: "שיחות" });

  expect(screen.queryByRole("combobox", { name: /חיפוש לקוח/ })).not.toBeInTheDocument();
});
