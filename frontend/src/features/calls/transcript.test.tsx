import { render, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { turn } from "@/test/samples";
import type { ToolUse, Turn } from "./api/types";
import { Transcript } from "./components/transcript";
import { transcriptItems, turnAt } from "./transcript-items";

const bookedAt = (at_ms: number, ok = true): ToolUse => ({ name: "book_appointment", ok, at_ms });

function show(turns: Turn[], tools: ToolUse[] = [], customer = "") {
  render(<Transcript turns={turns} tools={tools} customer={customer} running={false} />);
  return screen.queryAllByRole("listitem");
}

it("what the caller spoke over is struck through and said to be unheard", () => {
  show([turn(1, "ai", "יש לי 16:00 או 16:30.", { unheard_text: "אפשר גם ביום רביעי" })]);

  const unheard = screen.getByText(/אפשר גם ביום רביעי/);
  expect(unheard.tagName).toBe("S");
  expect(unheard).toHaveTextContent("(לא נשמע, הלקוח דיבר באמצע) אפשר גם ביום רביעי");
  expect(screen.getByText(/יש לי 16:00/).tagName).not.toBe("S");
});

it("the assistant is marked, and the caller called by name once it is known", () => {
  const [assistant, caller] = show([turn(1, "ai", "שלום"), turn(2, "customer", "היי")], [], "אבי");

  expect(assistant).toHaveTextContent("✦העוזר");
  expect(caller).toHaveTextContent("אבי");
  expect(caller).not.toHaveTextContent("✦");
});

it("what the assistant did stands where it did it", () => {
  const turns = [turn(1, "customer", "כן, תודה"), turn(2, "ai", "קבעתי")];

  const rows = show(turns, [bookedAt(15_000)]).map((row) => within(row).queryByText("הפגישה נקבעה ביומן") !== null);

  expect(rows).toEqual([false, true, false]);
});

it("a failed action is told as such", () => {
  show([turn(1, "ai", "רגע")], [bookedAt(20_000, false)]);

  expect(screen.getByText("הפגישה לא נקבעה")).toBeVisible();
});

it("a caller whose words are still being written down is shown as speaking", () => {
  show([turn(1, "customer", "")]);

  expect(screen.getByRole("img", { name: "הדברים נכתבים" })).toBeVisible();
});

it("what was said decides how it is laid, not the language of the screen", () => {
  show([turn(1, "customer", "אני רוצה לקבוע תור"), turn(2, "ai", "", { unheard_text: "Sure" })]);

  expect(screen.getByText("אני רוצה לקבוע תור")).toHaveAttribute("dir", "auto");
  const unheard = screen.getByText("Sure");
  expect(unheard.parentElement).toHaveAttribute("dir", "auto");
  // An element that the browser passes over when it looks for the direction.
  expect(within(unheard).getByText(/לא נשמע/).tagName).toBe("BDI");
});

it("turns keep their order, whatever order they arrive in", () => {
  const [first, second] = [turn(1, "ai", "א"), turn(2, "customer", "ב")];

  const items = transcriptItems([second, first], []);

  expect(items.map((item) => item.kind === "turn" && item.turn.position)).toEqual([1, 2]);
});

it("knows who is heard at a moment", () => {
  const turns = [turn(1, "ai", "א"), turn(2, "customer", "ב")];

  expect(turnAt(turns, 9_999)).toBeNull();
  expect(turnAt(turns, 10_000)?.position).toBe(1);
  expect(turnAt(turns, 500_000)?.position).toBe(2);
});
