import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { impersonatedMe, me } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";

const devices = "GET /api/v1/auth/sessions";
const password = "POST /api/v1/auth/password";
const here = {
  id: 1,
  created_at: "2026-11-22T08:00:00Z",
  last_used_at: "2026-11-22T08:00:00Z",
  user_agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  address: "192.0.2.7",
  is_current: true,
  is_remembered: true,
};
const phone = { ...here, id: 2, user_agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) Version/26.0 Mobile Safari/604.1", is_current: false };

function open(handlers: FakeServer["handlers"] = {}) {
  return openApp("/account", handlers);
}

it("a new name is shown everywhere at once", async () => {
  const sent: unknown[] = [];
  open({
    "PATCH /api/v1/me": async (request) => {
      sent.push(await request.json());
      return { ...me, user: { ...me.user, full_name: "נועה כהן" } };
    },
  });
  const name = await screen.findByLabelText("שם מלא");
  await userEvent.clear(name);
  await userEvent.type(name, " נועה כהן {Enter}");

  expect(await screen.findByText("נשמר")).toBeVisible();
  expect(screen.getByRole("button", { name: "החשבון של נועה כהן" })).toBeVisible();
  expect(sent).toEqual([{ full_name: "נועה כהן" }]);
});

it("a password is changed by the old one, and nothing of it stays on the page", async () => {
  const sent: unknown[] = [];
  open({
    [password]: async (request) => {
      sent.push(await request.json());
    },
  });
  await userEvent.type(await screen.findByLabelText("הסיסמה הנוכחית"), "old password");
  await userEvent.type(screen.getByLabelText("הסיסמה החדשה"), "סוס ירוק רץ{Enter}");

  expect(await screen.findByText(/^הסיסמה הוחלפה/)).toBeVisible();
  expect(screen.getByLabelText("הסיסמה הנוכחית")).toHaveValue("");
  expect(screen.getByLabelText("הסיסמה החדשה")).toHaveValue("");
  expect(sent).toEqual([{ current_password: "old password", new_password: "סוס ירוק רץ" }]);
});

it("a wrong password is said at its field", async () => {
  open({
    [password]: () => new Refusal(400, { code: "invalid", message: "", fields: { current_password: ["זו לא הסיסמה הנוכחית."] } }),
  });
  await userEvent.type(await screen.findByLabelText("הסיסמה הנוכחית"), "wrong");
  await userEvent.type(screen.getByLabelText("הסיסמה החדשה"), "סוס ירוק רץ{Enter}");

  expect(await screen.findByText("זו לא הסיסמה הנוכחית.")).toBeVisible();
  expect(screen.getByLabelText("הסיסמה הנוכחית")).toHaveFocus();
});

it("devices are called by names, and another one is signed out by one click", async () => {
  let signedIn = [here, phone];
  open({
    [devices]: () => signedIn,
    "DELETE /api/v1/auth/sessions/2": () => {
      signedIn = [here];
    },
  });
  const card = await screen.findByRole("region", { name: "מכשירים מחוברים" });
  expect(await within(card).findByText("Chrome · Windows")).toBeVisible();
  expect(within(card).getAllByRole("button", { name: /^ניתוק/ })).toHaveLength(1);
  await userEvent.click(within(card).getByRole("button", { name: "ניתוק Safari · iPhone" }));

  await waitFor(() => expect(within(card).queryByText("Safari · iPhone")).not.toBeInTheDocument());
});

it("signing out everywhere asks first and leads to the door", async () => {
  const { router, server } = open({ [devices]: () => [here], "POST /api/v1/auth/logout-everywhere": () => undefined });
  await userEvent.click(await screen.findByRole("button", { name: "יציאה מכל המכשירים" }));
  expect(server.count("POST /api/v1/auth/logout-everywhere")).toBe(0);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "יציאה מכל המכשירים" }));

  expect(await screen.findByRole("heading", { name: "כניסה" })).toBeVisible();
  expect(router.state.location).toMatchObject({ pathname: "/login", search: "" });
});

it("somebody who acts as a user finds nothing to change and asks for no devices", async () => {
  const { server } = open({ "GET /api/v1/me": () => impersonatedMe });

  expect(await screen.findByText(/^בזמן פעולה בשם משתמש/)).toBeVisible();
  expect(screen.queryByLabelText("שם מלא")).not.toBeInTheDocument();
  expect(screen.queryByLabelText("הסיסמה הנוכחית")).not.toBeInTheDocument();
  expect(server.count(devices)).toBe(0);
});
