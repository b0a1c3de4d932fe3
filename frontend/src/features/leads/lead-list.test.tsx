import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, page } from "@/test/samples";
import { Refusal } from "@/test/server";

it("searches when the typing pauses, and the address remembers it", async () => {
  const searches: (string | null)[] = [];
  const { router } = openApp("/leads", {
    "GET /api/v1/leads/": ({ url }) => {
      const search = new URL(url).searchParams.get("q");
      searches.push(search);
      return search === "זזז" ? page() : page(lead);
    },
  });
  await screen.findByText("אבי מזרחי");
  await userEvent.type(screen.getByRole("searchbox"), "זזז");

  expect(await screen.findByText("לא נמצאו לידים מתאימים")).toBeVisible();
  expect(searches).toEqual([null, "זזז"]);
  expect(router.state.location.search).toBe(`?q=${encodeURIComponent("זזז")}`);

  await userEvent.click(screen.getByRole("button", { name: "הצגת כל הלידים" }));
  expect(await screen.findByText("אבי מזרחי")).toBeVisible();
  expect(router.state.location.search).toBe("");
});

it("somebody without a name is known by the number", async () => {
  openApp("/leads", { "GET /api/v1/leads/": () => page({ ...lead, name: "" }) });

  expect(await screen.findByRole("link", { name: /^052-123-4567 ?ללא שם/ })).toHaveAttribute("href", "/leads/7");
});

it("two who hide their number are told apart in the list", async () => {
  const hidden = { ...lead, name: "", phone: "", email: "", source: "whatsapp" as const };
  openApp("/leads", { "GET /api/v1/leads/": () => page(hidden, { ...hidden, id: 8 }) });

  expect(await screen.findByRole("link", { name: /^ליד 7 · מספר מוסתר/ })).toHaveAttribute("href", "/leads/7");
  expect(screen.getByRole("link", { name: /^ליד 8 · מספר מוסתר/ })).toHaveAttribute("href", "/leads/8");
});

it("somebody with an address alone is known by it", async () => {
  openApp("/leads", { "GET /api/v1/leads/": () => page({ ...lead, name: "", phone: "", email: "avi@example.com" }) });

  expect(await screen.findByRole("link", { name: /^avi@example.com/ })).toBeVisible();
});

it("the next page is asked with the cursor of the last one", async () => {
  const cursors: (string | null)[] = [];
  openApp("/leads", {
    "GET /api/v1/leads/": ({ url }) => {
      const cursor = new URL(url).searchParams.get("cursor");
      cursors.push(cursor);
      if (cursor) return page({ ...lead, id: 8, name: "דנה כהן" });
      return { ...page(lead), next: "http://demo.localhost/api/v1/leads/?cursor=abc" };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "עוד" }));

  expect(await screen.findByText("דנה כהן")).toBeVisible();
  expect(screen.getByText("אבי מזרחי")).toBeVisible();
  expect(cursors).toEqual([null, "abc"]);
  await waitFor(() => expect(screen.queryByRole("button", { name: "עוד" })).not.toBeInTheDocument());
});

it("a refusal is not asked again by itself, and says that nothing is lost", async () => {
  const { server } = openApp("/leads", {
    "GET /api/v1/leads/": () => new Refusal(400, { code: "invalid", message: "" }),
  });

  expect(await screen.findByRole("alert")).toHaveTextContent("שום דבר לא אבד");
  expect(server.count("GET /api/v1/leads/")).toBe(1);
});
