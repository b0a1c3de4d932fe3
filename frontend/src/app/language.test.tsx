import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { Refusal } from "@/test/server";

const english = { ...me, user: { ...me.user, language: "en" as const } };

it("Hebrew comes first, right to left; English turns the page round and is remembered", async () => {
  openApp("/calls", { "PATCH /api/v1/me": () => english });
  expect(await screen.findByRole("heading", { name: "שיחות" })).toBeVisible();
  expect(document.documentElement).toHaveAttribute("dir", "rtl");

  await userEvent.click(screen.getByRole("button", { name: "החשבון של נועה לוי" }));
  await userEvent.click(screen.getByRole("menuitemradio", { name: "English" }));

  expect(screen.getByText("No call right now. Every new call appears here at once.")).toBeInTheDocument();
  expect(document.documentElement).toHaveAttribute("dir", "ltr");
  expect(document.documentElement).toHaveAttribute("lang", "en");
  expect(localStorage.getItem("prosaas.language")).toBe("en");
});

it("the server is asked in the reader's language", async () => {
  localStorage.setItem("prosaas.language", "en");
  const asked: (string | null)[] = [];
  openApp("/calls", {
    "GET /api/v1/me": ({ headers }) => {
      asked.push(headers.get("Accept-Language"));
      return english;
    },
  });
  expect(await screen.findByRole("heading", { name: "Calls" })).toBeVisible();

  expect(asked).toEqual(["en"]);
});

it("the language of the profile is used on every device, and outside afterwards", async () => {
  const { server } = openApp("/calls", { "GET /api/v1/me": () => english });

  expect(await screen.findByRole("heading", { name: "Calls" })).toBeVisible();
  expect(localStorage.getItem("prosaas.language")).toBe("en");
  expect(server.count("PATCH /api/v1/me")).toBe(0);
});

it("the language chosen before signing in is kept for the profile", async () => {
  const sent: unknown[] = [];
  let user = me.user;
  openApp("/login", {
    "POST /api/v1/auth/refresh": () => new Refusal(401, { code: "session_ended", message: "" }),
    "POST /api/v1/auth/login": () => ({ access: "token-1", user }),
    "GET /api/v1/me": () => ({ ...me, user }),
    "PATCH /api/v1/me": async (request) => {
      sent.push(await request.json());
      user = english.user;
      return english;
    },
  });
  await userEvent.click(await screen.findByRole("radio", { name: "English" }));
  await userEvent.type(screen.getByLabelText("Email"), "owner@demo.test");
  await userEvent.type(screen.getByLabelText("Password"), "right{Enter}");

  expect(await screen.findByRole("heading", { name: "Calls" })).toBeVisible();
  expect(sent).toEqual([{ language: "en" }]);
});

it("somebody who acts as another changes the language of this tab, never that of the profile", async () => {
  const verbs = me.verbs.filter((verb) => verb !== "profile.edit");
  const { server } = openApp("/calls", { "GET /api/v1/me": () => ({ ...me, verbs }) });
  await userEvent.click(await screen.findByRole("button", { name: "החשבון של נועה לוי" }));
  await userEvent.click(screen.getByRole("menuitemradio", { name: "English" }));

  expect(await screen.findByText("No call right now. Every new call appears here at once.")).toBeInTheDocument();
  expect(server.count("PATCH /api/v1/me")).toBe(0);
});
