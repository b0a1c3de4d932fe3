import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { lead, page } from "@/test/samples";
import type { TimelineEntry } from "./api/timeline";

const person = { kind: "user", user_id: 1, name: "נועה לוי" };
const entries: TimelineEntry[] = [
  { at: "2026-11-22T13:05:00Z", kind: "status", id: 640, actor: person, summary: "בטיפול", data: { from: { id: 1, label: "חדש", colour: "#2563eb" }, to: { id: 2, label: null, colour: null } } },
  { at: "2026-11-22T12:00:00Z", kind: "note", id: 5, actor: person, summary: "ביקשה שנחזור", data: { is_cut: false } },
  { at: "2026-11-21T12:00:00Z", kind: "call", id: 31, actor: { kind: "customer", user_id: null, name: "" }, summary: "ביקשה הצעת מחיר", data: { direction: "inbound", duration_ms: 94_000 } },
  { at: "2026-11-21T11:00:00Z", kind: "event", id: 602, actor: { kind: "ai", user_id: null, name: "" }, summary: "נרשמה הסכמה לפנייה", data: { action: "lead.consented" } },
];

function open(now: () => TimelineEntry[]) {
  openApp("/leads/7", { "GET /api/v1/leads/7/": () => lead, "GET /api/v1/leads/7/timeline/": () => page(...now()) });
}

it("stands by day with who did what; a call leads to itself, a deleted status is called so", async () => {
  open(() => entries);

  expect(await screen.findByRole("link", { name: /שיחה נכנסת · .*1:34/ })).toHaveAttribute("href", "/calls/31");
  const story = screen.getByRole("region", { name: "מה קרה עד היום" });
  expect(within(story).getAllByRole("heading", { level: 3 })).toHaveLength(2);
  const [status, note, , consent] = within(story).getAllByRole("listitem");
  expect(status).toHaveTextContent(/המצב השתנה.*נועה לוי.*חדש.*מצב שנמחק/);
  expect(note).toHaveTextContent(/הערה.*נועה לוי.*ביקשה שנחזור/);
  expect(consent).toHaveTextContent(/נרשמה הסכמה לפנייה.*העוזר/);
});

it("what happens now is told by itself", async () => {
  const happened: TimelineEntry[] = [];
  open(() => happened);
  expect(await screen.findByText("עוד לא קרה דבר.")).toBeVisible();
  FakeSocket.last.accept();
  happened.push(...entries);
  FakeSocket.last.hint("lead.noted", 7, { note_id: 5 });

  expect(await screen.findByText("ביקשה שנחזור")).toBeVisible();
});
