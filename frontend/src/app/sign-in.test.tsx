import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me, page } from "@/test/samples";
import { Refusal } from "@/test/server";

const noSession = () => new Refusal(401, { code: "session_ended", message: "" });
const unreachable = () => {
  throw new TypeError("network");
};

function otherTabSays(message: string) {
  const channel = new BroadcastChannel("prosaas.session");
  channel.postMessage(message);
  channel.close();
}

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

it("nobody is led to another site after signing in", async () => {
  const { router } = openApp("/login?next=//evil.test/calls", {
    "POST /api/v1/auth/refresh": noSession,
    "POST /api/v1/auth/login": () => ({ access: "token-1", user: me.user }),
  });
  await signIn("right");

  expect(await screen.findByRole("heading", { name: "שיחות" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/calls");
});

it("staying signed in is asked for, not assumed", async () => {
  const sent: unknown[] = [];
  openApp("/login", {
    "POST /api/v1/auth/refresh": noSession,
    "POST /api/v1/auth/login": async (request) => {
      sent.push(await request.json());
      return new Refusal(401, { code: "invalid_credentials", message: "הסיסמה אינה נכונה." });
    },
  });
  await signIn("right");
  await screen.findByRole("alert");
  await userEvent.click(screen.getByLabelText("להישאר מחוברים במכשיר הזה"));
  await userEvent.click(screen.getByRole("button", { name: "כניסה" }));
  await screen.findByRole("alert");

  const given = { email: "owner@demo.test", password: "right" };
  expect(sent).toEqual([
    { ...given, remember: false },
    { ...given, remember: true },
  ]);
});

it("a session that ended is told calmly, and the way back is kept", async () => {
  let ended = false;
  const { router } = openApp("/leads?q=%D7%93%D7%A0%D7%94", {
    "POST /api/v1/auth/refresh": () => (ended ? noSession() : { access: "token-1" }),
    "POST /api/v1/auth/login": () => ({ access: "token-2", user: me.user }),
    "GET /api/v1/leads/": () => (ended ? noSession() : page()),
  });
  await screen.findByText("לא נמצאו לידים מתאימים");
  ended = true;
  await userEvent.click(screen.getByRole("button", { name: "הצגת כל הלידים" }));

  expect(await screen.findByRole("status")).toHaveTextContent("אחרי הכניסה תחזרו למקום שבו הייתם");
  ended = false;
  await signIn("right");
  expect(await screen.findByRole("heading", { name: "לידים" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/leads");
});

it("signing out in another tab signs this one out, and nothing leads back", async () => {
  const { router } = openApp("/leads");
  await screen.findByRole("heading", { name: "לידים" });
  otherTabSays("signed-out");

  expect(await screen.findByRole("heading", { name: "כניסה" })).toBeVisible();
  expect(router.state.location).toMatchObject({ pathname: "/login", search: "" });
  expect(screen.queryByRole("status")).not.toBeInTheDocument();
});

it("somebody else who comes in in another tab is who is here too", async () => {
  let user = me.user;
  openApp("/calls", { "GET /api/v1/me": () => ({ ...me, user }) });
  await screen.findByRole("button", { name: "החשבון של נועה לוי" });
  user = { ...user, full_name: "מאיה גל" };
  otherTabSays("signed-in");

  expect(await screen.findByRole("button", { name: "החשבון של מאיה גל" })).toBeVisible();
});

it("a business that is suspended meanwhile is said to be, and opens again", async () => {
  let suspended = false;
  const refusal = () => new Refusal(403, { code: "business_suspended", message: "הגישה לעסק הזה הושהתה. פנו לתמיכה." });
  const { router } = openApp("/leads", {
    "POST /api/v1/auth/refresh": () => (suspended ? refusal() : { access: "token-1" }),
    "GET /api/v1/leads/": () => (suspended ? refusal() : page()),
  });
  await screen.findByText("עוד אין לידים");
  suspended = true;
  await userEvent.type(screen.getByRole("searchbox"), "דנה");

  expect(await screen.findByRole("heading", { name: "הגישה לעסק מושהית" })).toBeVisible();
  expect(screen.getByRole("alert")).toHaveTextContent("הגישה לעסק הזה הושהתה. פנו לתמיכה.");
  suspended = false;
  await userEvent.click(screen.getByRole("button", { name: "ניסיון נוסף" }));
  expect(await screen.findByRole("heading", { name: "לידים" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/leads");
});

it("a right that was taken away closes its place without a new sign-in", async () => {
  let verbs = me.verbs;
  openApp("/leads", {
    "GET /api/v1/me": () => ({ ...me, verbs }),
    "GET /api/v1/leads/": () => (verbs === me.verbs ? page() : new Refusal(403, { code: "forbidden", message: "" })),
  });
  await screen.findByText("עוד אין לידים");
  verbs = ["calls.view"];
  await userEvent.type(screen.getByRole("searchbox"), "דנה");

  expect(await screen.findByRole("heading", { name: "אין לכם הרשאה לעמוד הזה" })).toBeVisible();
  expect(screen.queryByRole("link", { name: "לידים" })).not.toBeInTheDocument();
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
