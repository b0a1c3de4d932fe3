import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";

const noSession = () => new Refusal(401, { code: "session_ended", message: "" });
const linkInvalid = () => new Refusal(400, { code: "link_invalid", message: "הקישור אינו תקף עוד." });
const confirm = "POST /api/v1/auth/password-reset/confirm";
const offer = "POST /api/v1/auth/invitation/offer";
const accept = "POST /api/v1/auth/invitation";
const impersonation = "POST /api/v1/auth/impersonation";
const newcomer = {
  business_name: "סטודיו נועה",
  email: "maya@demo.test",
  role: "agent",
  needs_password: true,
  expires_at: "2026-11-29T08:00:00Z",
};

/** Every body that was sent, in order. */
function recorded(answer: () => unknown) {
  const sent: unknown[] = [];
  const handler = async (request: Request) => {
    sent.push(await request.json());
    return answer();
  };
  return { sent, handler };
}

function outside(path: string, handlers: FakeServer["handlers"] = {}) {
  return openApp(path, { "POST /api/v1/auth/refresh": noSession, ...handlers });
}

it("a forgotten password is asked for by e-mail, and nobody learns whose address it is", async () => {
  const { sent, handler } = recorded(() => undefined);
  outside("/login", { "POST /api/v1/auth/password-reset": handler });
  await userEvent.click(await screen.findByRole("link", { name: "שכחתי סיסמה" }));
  await userEvent.type(screen.getByLabelText("אימייל"), " owner@demo.test{Enter}");

  expect(await screen.findByRole("heading", { name: "בדקו את האימייל" })).toBeVisible();
  expect(screen.getByText(/^אם יש כאן חשבון עם הכתובת/)).toHaveTextContent("owner@demo.test");
  expect(sent).toEqual([{ email: "owner@demo.test" }]);
});

it("the link of the e-mail sets a new password, and everybody signs in anew", async () => {
  const { sent, handler } = recorded(() => undefined);
  const { server } = outside("/reset#uid=MTI&token=c1-abc", { [confirm]: handler });
  await userEvent.type(await screen.findByLabelText("הסיסמה החדשה"), "סוס ירוק רץ{Enter}");

  expect(await screen.findByRole("heading", { name: "הסיסמה הוחלפה" })).toBeVisible();
  expect(sent).toEqual([{ uid: "MTI", token: "c1-abc", new_password: "סוס ירוק רץ" }]);
  expect(server.asked.some((call) => call.includes("c1-abc"))).toBe(false);
  await userEvent.click(screen.getByRole("link", { name: "כניסה" }));
  expect(await screen.findByRole("button", { name: "כניסה" })).toBeVisible();
});

it("a password that is too weak is said at the field, and can be mended", async () => {
  outside("/reset#uid=MTI&token=c1-abc", {
    [confirm]: () => new Refusal(400, { code: "invalid", message: "", fields: { new_password: ["הסיסמה קצרה מדי."] } }),
  });
  await userEvent.type(await screen.findByLabelText("הסיסמה החדשה"), "1234{Enter}");

  expect(await screen.findByText("הסיסמה קצרה מדי.")).toBeVisible();
  expect(screen.getByLabelText("הסיסמה החדשה")).toHaveFocus();
});

it("a used link leads to a new one", async () => {
  outside("/reset#uid=MTI&token=old", { [confirm]: linkInvalid });
  await userEvent.type(await screen.findByLabelText("הסיסמה החדשה"), "סוס ירוק רץ{Enter}");

  expect(await screen.findByRole("heading", { name: "הקישור כבר לא פועל" })).toBeVisible();
  expect(screen.getByRole("link", { name: "בקשת קישור חדש" })).toHaveAttribute("href", "/forgot");
});

it("a reset without a link asks for one", async () => {
  const { router } = outside("/reset");

  expect(await screen.findByRole("heading", { name: "איפוס סיסמה" })).toBeVisible();
  expect(router.state.location.pathname).toBe("/forgot");
});

it("somebody new joins with a name and a password, and is in", async () => {
  const { sent, handler } = recorded(() => ({ access: "token-1", user: me.user }));
  const { router } = outside("/invitation#token=inv-1", { [offer]: () => newcomer, [accept]: handler });
  expect(await screen.findByRole("heading", { name: /הצטרפות אל .*סטודיו נועה/ })).toBeVisible();
  expect(screen.getByText("maya@demo.test")).toBeVisible();
  expect(screen.getByText("נציג")).toBeVisible();
  await userEvent.type(screen.getByLabelText("השם שלכם"), "מאיה גל");
  await userEvent.type(screen.getByLabelText("בחירת סיסמה"), "סוס ירוק רץ{Enter}");

  expect(await screen.findByRole("heading", { name: "שיחות" })).toBeVisible();
  expect(sent).toEqual([{ token: "inv-1", full_name: "מאיה גל", password: "סוס ירוק רץ" }]);
  expect(router.state.location).toMatchObject({ pathname: "/calls", hash: "" });
});

it("somebody known joins with the password they have", async () => {
  outside("/invitation#token=inv-1", {
    [offer]: () => ({ ...newcomer, needs_password: false }),
    [accept]: () => new Refusal(400, { code: "invalid", message: "", fields: { password: ["זו לא הסיסמה של החשבון."] } }),
  });
  await userEvent.type(await screen.findByLabelText("סיסמה"), "wrong{Enter}");

  expect(screen.queryByLabelText("השם שלכם")).not.toBeInTheDocument();
  expect(await screen.findByText("זו לא הסיסמה של החשבון.")).toBeVisible();
});

it("an invitation that is over says what to do", async () => {
  outside("/invitation#token=old", { [offer]: linkInvalid });

  expect(await screen.findByRole("heading", { name: "ההזמנה כבר לא פועלת" })).toBeVisible();
});

it("a system admin comes in by a code that is sent once, never in an address, and forgotten", async () => {
  const { sent, handler } = recorded(() => ({ access: "token-1", user: me.user }));
  const { router, server } = outside("/impersonate#code=one-shot", { [impersonation]: handler });

  expect(await screen.findByRole("heading", { name: "שיחות" })).toBeVisible();
  expect(sent).toEqual([{ code: "one-shot" }]);
  expect(router.state.location).toMatchObject({ pathname: "/calls", hash: "" });
  expect(server.asked.indexOf(impersonation)).toBeGreaterThan(server.asked.indexOf("POST /api/v1/auth/refresh"));
});

it("a used code opens nothing", async () => {
  outside("/impersonate#code=old", { [impersonation]: linkInvalid });

  expect(await screen.findByRole("heading", { name: "הכניסה לא אושרה" })).toBeVisible();
});
