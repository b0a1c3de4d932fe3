import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me } from "@/test/samples";
import { Refusal } from "@/test/server";

const noSession = () => new Refusal(401, { code: "session_ended", message: "" });
const unreachable = () => {
  throw new TypeError("network");
};

async function signIn(password: string) {
  await userEvent.type(await screen.findByLabelText("אימייל"), "owner@demo.test");
  await userEvent.type(screen.getByLabelText("סיסמה"), `${password}{Enter}`);
}

it("a stranger signs in first and then arrives where they wanted to go", async () => {
  const { router } = openApp("/leads/7", {
    "POST /api/v1/auth/refresh": noSession,
    "POST /api/v1/auth/login": () => ({ access: "token-1", user: me.user }),
    "GET /api/v1/leads/7/": () => lead,
  });
  expect(await screen.findByRole("heading", { name: "כניסה" })).toBeVisible();
  await signIn("right");

  expect(await screen.findByRole("heading", { name: "אבי מזרחי" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/leads/7");
});

it("a refusal is told in the server's words and asks for nothing else", async () => {
  const { server } = openApp("/calls", {
    "POST /api/v1/auth/refresh": noSession,
    "POST /api/v1/auth/login": () => new Refusal(401, { code: "invalid_credentials", message: "הסיסמה אינה נכונה." }),
  });
  await signIn("wrong");

  expect(await screen.findByRole("alert")).toHaveTextContent("הסיסמה אינה נכונה.");
  expect(server.count("GET /api/v1/me")).toBe(0);
});

it("what is missing is said before the server is asked", async () => {
  const { server } = openApp("/calls", { "POST /api/v1/auth/refresh": noSession });
  await userEvent.click(await screen.findByRole("button", { name: "כניסה" }));

  expect(screen.getByLabelText("אימייל")).toHaveAccessibleDescription("צריך להזין אימייל.");
  expect(screen.getByLabelText("סיסמה")).toHaveAccessibleDescription("צריך להזין סיסמה.");
  expect(server.count("POST /api/v1/auth/login")).toBe(0);
});

it("a server that cannot be reached is no reason to sign in again", async () => {
  let reachable = false;
  const { router } = openApp("/calls", {
    "POST /api/v1/auth/refresh": () => (reachable ? { access: "token-1" } : unreachable()),
  });
  const retry = await screen.findByRole("button", { name: "ניסיון נוסף" });
  expect(router.state.location.pathname).toBe("/calls");
  reachable = true;
  await userEvent.click(retry);

  expect(await screen.findByRole("heading", { name: "שיחות" })).toBeVisible();
});

it("signing out forgets everything and leads to the door", async () => {
  const { server, router } = openApp("/calls", { "POST /api/v1/auth/logout": () => undefined });
  await userEvent.click(await screen.findByRole("button", { name: "החשבון של נועה לוי" }));
  await userEvent.click(screen.getByRole("menuitem", { name: "יציאה" }));

  expect(await screen.findByRole("heading", { name: "כניסה" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/login");
  expect(server.count("POST /api/v1/auth/logout")).toBe(1);
});

it("a member without the verb gets neither the place nor its data", async () => {
  const { server } = openApp("/leads", { "GET /api/v1/me": () => ({ ...me, verbs: ["calls.view"] }) });

  expect(await screen.findByText("אין לכם הרשאה לעמוד הזה")).toBeVisible();
  expect(screen.queryByRole("link", { name: "לידים" })).not.toBeInTheDocument();
  expect(server.count("GET /api/v1/leads/")).toBe(0);
});
