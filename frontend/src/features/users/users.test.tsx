import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { agent, impersonatedMe, invitation, me, owner, page } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";

const list = "GET /api/v1/users/";
const invitations = "GET /api/v1/users/invitations/";
const invite = "POST /api/v1/users/invitations/";
const change = "PATCH /api/v1/users/12/";
const lastOwner = () =>
  new Refusal(409, { code: "last_owner", message: "לעסק חייב להישאר לפחות בעלים אחד פעיל. מנו קודם בעלים נוסף." });

function open(handlers: FakeServer["handlers"] = {}) {
  return openApp("/users", handlers).server;
}

async function choose(member: string, action: string) {
  await userEvent.click(await screen.findByRole("button", { name: new RegExp(`^פעולות על .*${member}`) }));
  await userEvent.click(await screen.findByRole("menuitem", { name: action }));
}

it("everybody stands there with role and last visit, and oneself is marked", async () => {
  open();
  const [first, second] = await screen.findAllByRole("listitem");

  expect(first).toHaveTextContent(/נועה לוי.*אתם.*owner@demo\.test.*כניסה אחרונה.*בעלים/);
  expect(second).toHaveTextContent(/מאיה גל.*agent@demo\.test.*עוד לא הייתה כניסה.*נציג/);
});

it("says who cannot come in, and who shut them out", async () => {
  open({ [list]: () => page(owner, { ...agent, is_suspended: true }, { ...agent, id: 13, is_deactivated: true }) });
  const [active, suspended, blocked] = await screen.findAllByRole("listitem");

  expect(active).not.toHaveTextContent(/מושהה|נחסם/);
  expect(suspended).toHaveTextContent("מושהה");
  expect(suspended).not.toHaveTextContent("נחסם");
  expect(blocked).toHaveTextContent("נחסם על ידי המערכת");
  expect(blocked).not.toHaveTextContent("מושהה");
});

it("a role is chosen by what it opens, and only the role is sent", async () => {
  const sent: unknown[] = [];
  let member = agent;
  open({
    [list]: () => page(owner, member),
    [change]: async (request) => {
      sent.push(await request.json());
      member = { ...agent, role: "admin" };
      return member;
    },
  });
  await choose("מאיה גל", "שינוי תפקיד");
  const dialog = screen.getByRole("dialog", { name: /^התפקיד של .*מאיה גל/ });
  expect(within(dialog).getByRole("radio", { name: /^נציג/ })).toBeChecked();
  await userEvent.click(within(dialog).getByRole("radio", { name: /^מנהל/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(screen.getAllByRole("listitem")[1]).toHaveTextContent("מנהל"));
  expect(sent).toEqual([{ role: "admin" }]);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

it("the last owner stays, and the server's reason stands in the dialog", async () => {
  open({ "PATCH /api/v1/users/11/": lastOwner });
  await choose("נועה לוי", "שינוי תפקיד");
  const dialog = screen.getByRole("dialog");
  expect(dialog).toHaveTextContent("אלה ההרשאות שלכם");
  await userEvent.click(within(dialog).getByRole("radio", { name: /^נציג/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "שמירה" }));

  expect(await within(dialog).findByRole("alert")).toHaveTextContent("לעסק חייב להישאר לפחות בעלים אחד פעיל");
  expect(screen.getAllByRole("listitem", { hidden: true })[0]).toHaveTextContent("בעלים");
});

it("somebody is suspended after a yes, and let in again by one click", async () => {
  const sent: unknown[] = [];
  let member = agent;
  open({
    [list]: () => page(owner, member),
    [change]: async (request) => {
      const body = (await request.json()) as { is_suspended: boolean };
      sent.push(body);
      member = { ...agent, ...body };
      return member;
    },
  });
  await choose("מאיה גל", "השהיה");
  expect(sent).toEqual([]);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "השהיה" }));
  expect(await screen.findByText("מושהה")).toBeVisible();
  await choose("מאיה גל", "ביטול ההשהיה");

  await waitFor(() => expect(screen.queryByText("מושהה")).not.toBeInTheDocument());
  expect(sent).toEqual([{ is_suspended: true }, { is_suspended: false }]);
});

it("somebody is removed only after a yes; leaving the question changes nothing and gives the focus back", async () => {
  let members = [owner, agent];
  const server = open({
    [list]: () => page(...members),
    "DELETE /api/v1/users/12/": () => {
      members = [owner];
    },
  });
  await choose("מאיה גל", "הסרה מהעסק");
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "ביטול" }));
  expect(server.count("DELETE /api/v1/users/12/")).toBe(0);
  expect(screen.getByRole("button", { name: /^פעולות על .*מאיה גל/ })).toHaveFocus();
  await choose("מאיה גל", "הסרה מהעסק");
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "הסרה" }));

  await waitFor(() => expect(screen.queryByText("מאיה גל")).not.toBeInTheDocument());
});

it("an invitation is sent with a role, and waits in the list", async () => {
  const sent: unknown[] = [];
  let waiting: unknown[] = [];
  open({
    [invitations]: () => page(...waiting),
    [invite]: async (request) => {
      sent.push(await request.json());
      waiting = [invitation];
      return invitation;
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "הזמנת משתמש" }));
  const dialog = screen.getByRole("dialog", { name: "הזמנת משתמש" });
  await userEvent.click(within(dialog).getByRole("button", { name: "שליחת הזמנה" }));
  expect(within(dialog).getByLabelText("אימייל")).toHaveAccessibleDescription(/^צריך להזין אימייל/);
  await userEvent.type(within(dialog).getByLabelText("אימייל"), "new@demo.test");
  await userEvent.click(within(dialog).getByRole("radio", { name: /^מנהל/ }));
  await userEvent.click(within(dialog).getByRole("button", { name: "שליחת הזמנה" }));

  expect(await screen.findByRole("region", { name: "הזמנות שמחכות לתשובה" })).toHaveTextContent("new@demo.test");
  expect(sent).toEqual([{ email: "new@demo.test", role: "admin" }]);
});

it("what stands in the way of an invitation is said in the server's words", async () => {
  open({ [invite]: () => new Refusal(409, { code: "already_member", message: "האדם הזה כבר חבר בעסק." }) });
  await userEvent.click(await screen.findByRole("button", { name: "הזמנת משתמש" }));
  await userEvent.type(screen.getByLabelText("אימייל"), "agent@demo.test{Enter}");

  expect(await screen.findByText("האדם הזה כבר חבר בעסק.")).toBeVisible();
  expect(screen.getByLabelText("אימייל")).toHaveValue("agent@demo.test");
});

it("an invitation is sent again, or withdrawn", async () => {
  let waiting = [{ ...invitation, is_expired: true }];
  const server = open({
    [invitations]: () => page(...waiting),
    "POST /api/v1/users/invitations/3/resend/": () => {
      waiting = [invitation];
    },
    "DELETE /api/v1/users/invitations/3/": () => {
      waiting = [];
    },
  });
  expect(await screen.findByText("פג תוקף")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "שליחה שוב אל new@demo.test" }));
  expect(await screen.findByText("נשלחה שוב")).toBeVisible();
  await waitFor(() => expect(screen.queryByText("פג תוקף")).not.toBeInTheDocument());
  await userEvent.click(screen.getByRole("button", { name: "ביטול ההזמנה של new@demo.test" }));

  await waitFor(() => expect(screen.queryByText("new@demo.test")).not.toBeInTheDocument());
  expect(server.count("DELETE /api/v1/users/invitations/3/")).toBe(1);
});

it.each([
  ["an admin", { ...me, role: "admin" as const, verbs: ["users.view"] }],
  ["somebody who acts as the owner", impersonatedMe],
])("%s sees who works here and changes nothing", async (_who, viewer) => {
  open({ "GET /api/v1/me": () => viewer, [invitations]: () => page(invitation) });

  expect(await screen.findByText("מאיה גל")).toBeVisible();
  expect(await screen.findByText("new@demo.test")).toBeVisible();
  expect(screen.queryByRole("button", { name: /פעולות על|הזמנת משתמש|שליחה שוב|ביטול/ })).not.toBeInTheDocument();
});

it("an agent neither sees nor reaches users, the journal or keys", async () => {
  const verbs = ["appointments.view", "calls.view", "leads.view", "profile.edit"];
  const { server, router } = openApp("/users", { "GET /api/v1/me": () => ({ ...me, role: "agent", verbs }) });
  for (const path of ["/users", "/audit", "/settings/credentials"]) {
    await router.navigate(path);
    expect(await screen.findByRole("heading", { name: "אין לכם הרשאה לעמוד הזה" })).toBeVisible();
  }

  expect(screen.queryByRole("link", { name: /משתמשים|תיעוד|מפתחות/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "עוד עמודים" })).not.toBeInTheDocument();
  expect(server.asked.filter((call) => /users|audit|credentials/.test(call))).toEqual([]);
});
