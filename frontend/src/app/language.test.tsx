import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";

it("Hebrew comes first, right to left; English turns the page round and is remembered", async () => {
  openApp("/calls");
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
      return me;
    },
  });
  expect(await screen.findByRole("heading", { name: "Calls" })).toBeVisible();

  expect(asked).toEqual(["en"]);
});

it("the business's language is used until somebody chooses", async () => {
  openApp("/calls", { "GET /api/v1/me": () => ({ ...me, business: { ...me.business, language: "en" } }) });

  expect(await screen.findByRole("heading", { name: "Calls" })).toBeVisible();
  expect(localStorage.getItem("prosaas.language")).toBeNull();
});
