import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead } from "@/test/samples";
import { Refusal } from "@/test/server";

const create = "POST /api/v1/leads/";

it("is made once, however often it is sent, and opens", async () => {
  const keys: (string | null)[] = [];
  let answers = 0;
  const { router } = openApp("/leads", {
    "GET /api/v1/leads/7/": () => lead,
    [create]: (request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      answers += 1;
      if (answers === 1) throw new TypeError("network");
      return { ...lead, matched: false };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "ליד חדש" }));
  await userEvent.type(screen.getByLabelText("שם"), "אבי מזרחי{Enter}");
  expect(await screen.findByRole("alert")).toHaveTextContent("מה שכתבתם נשאר כאן");
  await userEvent.click(screen.getByRole("button", { name: "הוספה" }));

  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/7"));
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
});

it("written anew after an answer that nobody heard, it is another one", async () => {
  const sent: { name: string; key: string | null }[] = [];
  const { router } = openApp("/leads", {
    "GET /api/v1/leads/7/": () => lead,
    [create]: async (request) => {
      const { name } = (await request.json()) as { name: string };
      sent.push({ name, key: request.headers.get("Idempotency-Key") });
      if (sent.length === 1) throw new TypeError("network");
      return { ...lead, matched: false };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "ליד חדש" }));
  await userEvent.type(screen.getByLabelText("שם"), "אבי{Enter}");
  expect(await screen.findByRole("alert")).toBeVisible();
  await userEvent.type(screen.getByLabelText("שם"), " מזרחי{Enter}");

  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/7"));
  expect(sent.map(({ name }) => name)).toEqual(["אבי", "אבי מזרחי"]);
  expect(sent[1]?.key).not.toBe(sent[0]?.key);
});

it("somebody who is known already is said to be, with the way there", async () => {
  openApp("/leads", { [create]: () => ({ ...lead, matched: true }) });
  await userEvent.click(await screen.findByRole("button", { name: "ליד חדש" }));
  await userEvent.type(screen.getByLabelText("טלפון"), "0521234567{Enter}");

  expect(await screen.findByRole("heading", { name: "הליד הזה כבר קיים" })).toBeVisible();
  expect(screen.getByRole("link", { name: "לליד הקיים" })).toHaveAttribute("href", "/leads/7");
});

it("a number that is none is said at its field", async () => {
  const refusal = { code: "phone_invalid", message: "מספר הטלפון לא תקין.", field: "phone" };
  openApp("/leads", { [create]: () => new Refusal(422, refusal) });
  await userEvent.click(await screen.findByRole("button", { name: "ליד חדש" }));
  await userEvent.type(screen.getByLabelText("טלפון"), "12{Enter}");

  expect(await screen.findByText("מספר הטלפון לא תקין.")).toBeVisible();
  expect(screen.getByLabelText("טלפון")).toHaveFocus();
});
