import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";

const shown = "GET /api/v1/settings/credentials";
const twilio = "PUT /api/v1/settings/credentials/twilio";
const secret = "POST /api/v1/settings/credentials/webhook-secret";
const sid = `AC${"0123456789abcdef".repeat(2)}`;
const nothing = { twilio: null, openai: null, webhook_secret_last_four: null };
const own = { ...nothing, twilio: { account_sid: sid, auth_token_last_four: "9f3c" } };

function open(handlers: FakeServer["handlers"]) {
  return openApp("/settings/credentials", { [shown]: () => nothing, ...handlers }).server;
}

const card = (name: string) => screen.findByRole("region", { name });

it("says for each service whose account it works with", async () => {
  open({ [shown]: () => own });

  expect(await card("Twilio")).toHaveTextContent("החשבון שלכם");
  expect(await card("Twilio")).toHaveTextContent(`${sid}אסימון (Auth Token)••••9f3c`);
  expect(await card("OpenAI")).toHaveTextContent("דרך המערכת");
});

it("an own account is sent once, and only its end stands there afterwards", async () => {
  const sent: unknown[] = [];
  open({
    [twilio]: async (request) => {
      sent.push(await request.json());
      return own;
    },
  });
  await userEvent.click(within(await card("Twilio")).getByRole("button", { name: "חיבור חשבון משלכם" }));
  await userEvent.type(screen.getByLabelText("מזהה חשבון (Account SID)"), sid);
  const token = screen.getByLabelText("אסימון (Auth Token)");
  expect(token).toHaveAttribute("type", "password");
  await userEvent.type(token, "0123456789abcdef0123456789ab9f3c{Enter}");

  expect(await screen.findByText("9f3c")).toBeVisible();
  expect(sent).toEqual([{ account_sid: sid, auth_token: "0123456789abcdef0123456789ab9f3c" }]);
  expect(screen.queryByLabelText("אסימון (Auth Token)")).not.toBeInTheDocument();
});

it.each([
  ["works", "נבדק מול Twilio: החשבון פועל."],
  ["refused", "נשמר, אבל Twilio לא מקבל את החשבון או את האסימון. בדקו שהועתקו נכון ושהחשבון פעיל."],
  ["unknown", "נשמר. לא הצלחנו לבדוק את החשבון מול Twilio כרגע."],
])("a key is kept whatever its service says, and what it says is told: %s", async (check, told) => {
  open({ [twilio]: () => ({ ...own, check }) });
  await userEvent.click(within(await card("Twilio")).getByRole("button", { name: "חיבור חשבון משלכם" }));
  await userEvent.type(screen.getByLabelText("מזהה חשבון (Account SID)"), sid);
  await userEvent.type(screen.getByLabelText("אסימון (Auth Token)"), "0123456789abcdef0123456789ab9f3c{Enter}");

  expect(await within(await card("Twilio")).findByRole("status")).toHaveTextContent(told);
  expect(screen.getByText("9f3c")).toBeVisible();
  expect(within(await card("OpenAI")).queryByRole("status")).not.toBeInTheDocument();
});

it("what the server refuses is said at its field, which gets the focus, and everything stays", async () => {
  open({
    [twilio]: () => new Refusal(400, { code: "invalid", message: "", fields: { account_sid: ["מזהה חשבון נראה אחרת."] } }),
  });
  await userEvent.click(within(await card("Twilio")).getByRole("button", { name: "חיבור חשבון משלכם" }));
  await userEvent.type(screen.getByLabelText("מזהה חשבון (Account SID)"), "AC1");
  await userEvent.type(screen.getByLabelText("אסימון (Auth Token)"), "0123456789abcdef{Enter}");

  const field = screen.getByLabelText("מזהה חשבון (Account SID)");
  await waitFor(() => expect(field).toHaveAccessibleDescription("מזהה חשבון נראה אחרת."));
  expect(field).toHaveFocus();
  expect(field).toHaveValue("AC1");
  expect(screen.getByLabelText("אסימון (Auth Token)")).toHaveValue("0123456789abcdef");
});

it("an account is removed only after a yes", async () => {
  let credentials: object = own;
  const server = open({
    [shown]: () => credentials,
    "DELETE /api/v1/settings/credentials/twilio": () => {
      credentials = nothing;
    },
  });
  await userEvent.click(within(await card("Twilio")).getByRole("button", { name: "הסרה" }));
  const dialog = screen.getByRole("dialog", { name: "להסיר את חשבון Twilio שלכם?" });
  expect(server.count("DELETE /api/v1/settings/credentials/twilio")).toBe(0);
  await userEvent.click(within(dialog).getByRole("button", { name: "הסרה" }));

  await waitFor(async () => expect(await card("Twilio")).toHaveTextContent("דרך המערכת"));
});

it("the signing secret is seen once, can be copied, and is gone when it is put away", async () => {
  let credentials: object = nothing;
  const user = userEvent.setup();
  open({
    [shown]: () => credentials,
    [secret]: () => {
      credentials = { ...nothing, webhook_secret_last_four: "Qz7A" };
      return { secret: "whsec_oneTimeOnlyQz7A" };
    },
  });
  await user.click(await screen.findByRole("button", { name: "יצירת סוד" }));
  expect(await screen.findByText("whsec_oneTimeOnlyQz7A")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "העתקה" }));
  expect(await navigator.clipboard.readText()).toBe("whsec_oneTimeOnlyQz7A");
  await user.click(screen.getByRole("button", { name: "שמרתי, אפשר להסתיר" }));

  expect(await screen.findByText("Qz7A")).toBeVisible();
  expect(screen.queryByText(/whsec_/)).not.toBeInTheDocument();
});

it("a new signing secret asks first, because the old one stops working", async () => {
  const server = open({ [shown]: () => ({ ...nothing, webhook_secret_last_four: "Qz7A" }), [secret]: () => ({ secret: "whsec_new" }) });
  await userEvent.click(await screen.findByRole("button", { name: "יצירת סוד חדש" }));
  expect(server.count(secret)).toBe(0);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "יצירת סוד חדש" }));

  expect(await screen.findByText("whsec_new")).toBeVisible();
});

it("who may not manage secrets sees neither the place nor what is in it", async () => {
  const server = open({ "GET /api/v1/me": () => ({ ...me, role: "admin", verbs: ["calls.view", "settings.view"] }) });

  expect(await screen.findByRole("heading", { name: "אין לכם הרשאה לעמוד הזה" })).toBeVisible();
  expect(screen.queryByRole("link", { name: "חיבורים ומפתחות" })).not.toBeInTheDocument();
  expect(server.count(shown)).toBe(0);
});
