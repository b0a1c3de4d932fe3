import { expect, it } from "vitest";
import { lead } from "@/test/samples";
import { mergedValues } from "./merged-values";

const other = { ...lead, id: 40, name: "אבי מ.", phone: "", city: "" };

it("what the winner has stays, what it lacks is taken over, and what both agree on is not told", () => {
  const winner = { ...lead, name: "אבי מזרחי", email: "", city: "חולון", owner_id: null, service_wanted: "אימון אישי" };
  const loser = { ...other, phone: "+972539876543", email: "avi@example.co.il", city: "חולון", owner_id: 3, status: { ...lead.status, id: 2 } };

  expect(mergedValues(winner, loser)).toEqual([
    { field: "status_id", stays: 1, goes: 2 },
    { field: "name", stays: "אבי מזרחי", goes: "אבי מ." },
    { field: "phone", stays: "+972521234567", goes: "+972539876543" },
    { field: "email", stays: "avi@example.co.il", goes: null },
    { field: "owner_id", stays: 3, goes: null },
  ]);
});

it("a next step goes with its own moment", () => {
  const loser = { ...lead, next_step: "לשלוח הצעה", next_step_at: "2026-11-24T09:00:00Z" };

  expect(mergedValues(lead, loser)).toEqual([
    { field: "next_step", stays: "לשלוח הצעה", goes: null },
    { field: "next_step_at", stays: "2026-11-24T09:00:00Z", goes: null },
  ]);
  expect(mergedValues({ ...lead, next_step: "לחזור" }, loser)).toEqual([
    { field: "next_step", stays: "לחזור", goes: "לשלוח הצעה" },
    { field: "next_step_at", stays: null, goes: "2026-11-24T09:00:00Z" },
  ]);
});

it("a nought is a value of the business's own field", () => {
  const winner = { ...lead, custom: { rooms: 0 } };

  expect(mergedValues(winner, { ...lead, custom: { rooms: 3, budget: 900 } })).toEqual([
    { field: "custom.rooms", stays: 0, goes: 3 },
    { field: "custom.budget", stays: 900, goes: null },
  ]);
});
