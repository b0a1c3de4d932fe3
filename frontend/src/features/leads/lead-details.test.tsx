import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { lead, me } from "@/test/samples";
import { Refusal } from "@/test/server";

const patch = "PATCH /api/v1/leads/7/";
const won = { id: 5, label: "נסגר בהצלחה", colour: "#15803d", kind: "won", stale_after_days: null };

function open(answer: (request: Request) => unknown, verbs = me.verbs) {
  return openApp("/leads/7", {
    "GET /api/v1/me": () => ({ ...me, verbs }),
    "GET /api/v1/leads/7/": () => lead,
    "GET /api/v1/leads/statuses/": () => [lead.status, won],
    [patch]: answer,
  }).server;
}

it("a change is shown at once and only that field is sent", async () => {
  let answer = (): void => undefined;
  const sent: unknown[] = [];
  open(async (request) => {
    sent.push(await request.json());
    await new Promise<void>((resolve) => (answer = resolve));
    return { ...lead, name: "אבי כהן" };
  });
  const name = await screen.findByLabelText("שם");
  await userEvent.clear(name);
  await userEvent.type(name, "אבי כהן{Enter}");

  expect(await screen.findByRole("heading", { name: "אבי כהן" })).toBeVisible();
  expect(sent).toEqual([{ name: "אבי כהן" }]);
  answer();
  expect(await screen.findByText("נשמר")).toBeVisible();
});

it("a refused value stays to be mended, with the server's reason, and the page keeps the old one", async () => {
  open(
    () => new Refusal(400, { code: "invalid", message: "יש שדות שצריך לתקן.", fields: { name: ["השם ארוך מדי."] } }),
  );
  const name = await screen.findByLabelText("שם");
  await userEvent.clear(name);
  await userEvent.type(name, "שם ארוך{Enter}");

  expect(await screen.findByRole("alert")).toHaveTextContent("השם ארוך מדי.");
  expect(name).toHaveValue("שם ארוך");
  expect(name).toHaveAccessibleDescription("השם ארוך מדי.");
  expect(screen.getByRole("heading", { name: "אבי מזרחי" })).toBeVisible();
});

it("Escape brings the old value back and nothing is sent", async () => {
  const server = open(() => lead);
  const city = await screen.findByLabelText("עיר");
  await userEvent.type(city, " מערב{Escape}");
  await userEvent.tab();

  expect(city).toHaveValue("חולון");
  expect(server.count(patch)).toBe(0);
});

it("no more can be written than the server takes", async () => {
  open(() => lead);
  const name = await screen.findByLabelText("שם");

  expect(name).toHaveAttribute("maxlength", "120");
  expect(screen.getByLabelText("הערות")).toHaveAttribute("maxlength", "20000");
});

it("a status is chosen by its name and sent by its id", async () => {
  const sent: unknown[] = [];
  open(async (request) => {
    sent.push(await request.json());
    return { ...lead, status: won };
  });
  await screen.findByRole("option", { name: "נסגר בהצלחה" });
  await userEvent.selectOptions(screen.getByLabelText("מצב"), "נסגר בהצלחה");

  await waitFor(() => expect(sent).toEqual([{ status: 5 }]));
  expect(screen.getByLabelText("מצב")).toHaveDisplayValue("נסגר בהצלחה");
});

it("a status somebody else chose meanwhile is shown, and the reader's own can still be saved", async () => {
  const sent: unknown[] = [];
  const theirs = { ...lead, status: { ...won, id: 6, label: "לא רלוונטי", kind: "lost" }, version: 2 };
  open(async (request) => {
    sent.push([request.headers.get("If-Match"), await request.json()]);
    return sent.length === 1 ? new Refusal(412, { code: "lead_changed", message: "הליד השתנה.", current: theirs }) : { ...theirs, status: won, version: 3 };
  });
  await screen.findByRole("option", { name: "נסגר בהצלחה" });
  await userEvent.selectOptions(screen.getByLabelText("מצב"), "נסגר בהצלחה");
  expect(await screen.findByRole("alert")).toHaveTextContent("בינתיים מישהו אחר שינה את השדה.");
  await userEvent.click(screen.getByRole("button", { name: "לשמור את שלי" }));

  await waitFor(() => expect(screen.getByLabelText("מצב")).toHaveDisplayValue("נסגר בהצלחה"));
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  expect(sent).toEqual([
    ['W/"1"', { status: 5 }],
    ['W/"2"', { status: 5 }],
  ]);
});

it("a member who may only look cannot write", async () => {
  open(() => lead, ["leads.view"]);

  expect(await screen.findByLabelText("שם")).toHaveAttribute("readonly");
  expect(screen.getByLabelText("מצב")).toBeDisabled();
});
