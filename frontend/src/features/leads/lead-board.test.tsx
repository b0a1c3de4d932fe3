import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { lead, me, page } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { Column, Lead } from "./api/types";

const boardPath = "GET /api/v1/leads/board/";
const movePath = "POST /api/v1/leads/7/move/";
const fresh = lead.status;
const won = { ...fresh, id: 5, label: "נסגר בהצלחה", kind: "won" as const };
const dana: Lead = { ...lead, id: 8, name: "דנה כהן" };
const yossi: Lead = { ...lead, id: 9, name: "יוסי לוי", status: won };

function column(status: Column["status"], leads: Lead[], more: Partial<Column> = {}): Column {
  return { status, count: leads.length, has_more_than_count: false, leads, next: null, ...more };
}

const board = () => ({ columns: [column(fresh, [lead, dana]), column(won, [yossi])] });
const cardsIn = (name: RegExp) => within(screen.getByRole("region", { name })).queryAllByRole("link").map((link) => link.textContent);

it("two who hide their number are told apart on the board", async () => {
  const hidden = { ...lead, name: "", phone: "", email: "", source: "whatsapp" as const };
  openApp("/leads/board", { [boardPath]: () => ({ columns: [column(fresh, [hidden, { ...hidden, id: 8 }])] }) });

  await screen.findByRole("region", { name: /^חדש/ });
  expect(cardsIn(/^חדש/)).toEqual(["ליד 7 · מספר מוסתר", "ליד 8 · מספר מוסתר"]);
});

it("a card is carried by keyboard to the next column, and the server is told who stands around it", async () => {
  const sent: unknown[] = [];
  openApp("/leads/board", {
    [boardPath]: board,
    [movePath]: async (request) => {
      sent.push(await request.json());
      return { ...lead, status: won };
    },
  });
  (await screen.findByRole("button", { name: /העברת .*אבי מזרחי.* במקלדת/ })).focus();
  document.documentElement.dir = "rtl";
  await userEvent.keyboard("{Enter}{ArrowDown}");
  expect(cardsIn(/^חדש/)).toEqual(["דנה כהן", "אבי מזרחי"]);
  await userEvent.keyboard("{ArrowUp}");
  const handle = screen.getByRole("button", { name: /העברת .*אבי מזרחי.* במקלדת/ });
  await userEvent.keyboard(getComputedStyle(handle).direction === "rtl" ? "{ArrowLeft}" : "{ArrowRight}");

  expect(screen.getByRole("button", { name: /העברת .*אבי מזרחי.* במקלדת/ })).toHaveFocus();
  expect(screen.getByText(/אבי מזרחי.*נסגר בהצלחה.*מקום 1 מתוך 2/)).toBeInTheDocument();
  expect(sent).toEqual([]);
  await userEvent.keyboard(" ");
  await waitFor(() => expect(sent).toEqual([{ status_id: 5, after_id: null, before_id: 9 }]));
});

it("Escape puts a carried card back and nothing is sent", async () => {
  const { server } = openApp("/leads/board", { [boardPath]: board });
  (await screen.findByRole("button", { name: /העברת .*דנה כהן.* במקלדת/ })).focus();
  await userEvent.keyboard("{Enter}{ArrowUp}{Escape}");

  expect(cardsIn(/^חדש/)).toEqual(["אבי מזרחי", "דנה כהן"]);
  expect(server.asked.some((call) => call.includes("/move/"))).toBe(false);
});

it.each([
  ["the column is gone", () => new Refusal(422, { code: "status_unknown", message: "" }), "המצב שאליו העברתם נמחק בינתיים. הלוח כבר מעודכן, בחרו מצב אחר."],
  ["the lead is gone", () => new Refusal(404, { code: "lead_not_found", message: "לא נמצא." }), "הליד הזה או ליד שלידו נמחק בינתיים. הלוח כבר מעודכן."],
  ["the server failed", () => new Refusal(500, { code: "error", message: "" }), "ההעברה לא נשמרה. נסו להעביר אותו שוב בעוד רגע."],
  [
    "nobody answers",
    () => {
      throw new TypeError("network");
    },
    "אין חיבור לשרת כרגע. כשהחיבור יחזור, העבירו אותו שוב.",
  ],
])("a move that fails brings the card back and says what to do: %s", async (_why, answer, sentence) => {
  openApp("/leads/board", { [boardPath]: board, [movePath]: answer });
  (await screen.findByRole("button", { name: /העברת .*אבי מזרחי.* במקלדת/ })).focus();
  await userEvent.keyboard("{Enter}{ArrowDown}{Enter}");

  expect(await screen.findByRole("alert")).toHaveTextContent(`הכרטיס חזר למקומו. ${sentence}`);
  expect(cardsIn(/^חדש/)).toEqual(["אבי מזרחי", "דנה כהן"]);
});

it("what others move arrives while a card is carried, and the card stays in hand", async () => {
  let columns = board().columns;
  openApp("/leads/board", { [boardPath]: () => ({ columns }) });
  (await screen.findByRole("button", { name: /העברת .*אבי מזרחי.* במקלדת/ })).focus();
  FakeSocket.last.accept();
  await userEvent.keyboard("{Enter}{ArrowDown}");
  columns = [column(fresh, [lead]), column(won, [dana, yossi])];
  FakeSocket.last.hint("lead.updated", 8, { fields: ["status_id"] });

  await waitFor(() => expect(cardsIn(/^נסגר בהצלחה/)).toEqual(["דנה כהן", "יוסי לוי"]));
  expect(cardsIn(/^חדש/)).toEqual(["אבי מזרחי"]);
  expect(screen.getByRole("button", { name: /העברת .*אבי מזרחי.* במקלדת/ })).toHaveAttribute("aria-pressed", "true");
});

it("a long column goes on page by page, and keeps its depth when it is asked again", async () => {
  const cursors: (string | null)[] = [];
  openApp("/leads/board", {
    [boardPath]: () => ({ columns: [column(fresh, [lead], { count: 2, next: "http://demo.localhost/api/v1/leads/board/1/?cursor=abc" })] }),
    "GET /api/v1/leads/board/1/": ({ url }) => {
      cursors.push(new URL(url).searchParams.get("cursor"));
      return page(dana);
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "עוד" }));
  expect(await screen.findByText("דנה כהן")).toBeVisible();
  FakeSocket.last.accept();
  FakeSocket.last.hint("lead.updated", 7);

  await waitFor(() => expect(cursors).toEqual(["abc", "abc"]));
  expect(cardsIn(/^חדש/)).toEqual(["אבי מזרחי", "דנה כהן"]);
});

it("on a phone a card is sent by its menu, to the top of the column", async () => {
  const sent: unknown[] = [];
  openApp("/leads/board", {
    [boardPath]: board,
    [movePath]: async (request) => {
      sent.push(await request.json());
      return { ...lead, status: won };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /העברת .*אבי מזרחי.* אל/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "נסגר בהצלחה" }));

  await waitFor(() => expect(sent).toEqual([{ status_id: 5, after_id: null, before_id: 9 }]));
});

it("who may only look is offered no moving", async () => {
  openApp("/leads/board", { "GET /api/v1/me": () => ({ ...me, verbs: ["leads.view"] }), [boardPath]: board });
  await screen.findByText("אבי מזרחי");

  expect(screen.queryByRole("button", { name: /העברת/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "ליד חדש" })).not.toBeInTheDocument();
});
