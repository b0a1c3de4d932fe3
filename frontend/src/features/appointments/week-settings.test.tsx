import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { Refusal } from "@/test/server";
import type { Resource } from "./api/catalogue";

const hours = "/api/v1/scheduling/hours/";
const resources = "/api/v1/scheduling/resources/";
const main: Resource = { id: 1, version: 3, name: "יומן ראשי", is_default: true, is_active: true, position: 0, has_own_hours: false, user_id: null };
const ron: Resource = { ...main, id: 2, name: "רון", is_default: false, position: 1 };
const sunday = { weekday: 0, opens: "09:00", closes: "18:00" } as const;

/** Keeps what is sent, and answers with it. */
function kept(sent: unknown[]) {
  return async (request: Request) => {
    const body: unknown = await request.json();
    sent.push(body);
    return body;
  };
}

function day(name: string) {
  return within(screen.getByRole("listitem", { name }));
}

it("a break and a day copied to another are saved as one week", async () => {
  const sent: unknown[] = [];
  openApp("/settings/diary?part=hours", { [`GET ${hours}`]: () => [sunday], [`GET ${resources}`]: () => [main], [`PUT ${hours}`]: kept(sent) });
  fireEvent.change(await screen.findByLabelText("ראשון, שעות 1: סגירה"), { target: { value: "13:00" } });
  await userEvent.click(day("ראשון").getByRole("button", { name: "הוספת שעות ליום ראשון" }));
  await userEvent.click(day("ראשון").getByRole("button", { name: "העתקת השעות של ראשון לימים אחרים" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByLabelText("שלישי"));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "העתקה" }));
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  const ranges = [
    { opens: "09:00", closes: "13:00" },
    { opens: "14:00", closes: "15:00" },
  ];
  const openings = [0, 2].flatMap((weekday) => ranges.map((range) => ({ weekday, ...range })));
  await waitFor(() => expect(sent).toEqual([{ resource_id: null, openings }]));
});

it("hours that overlap are told at their day and cannot be saved", async () => {
  openApp("/settings/diary?part=hours", { [`GET ${hours}`]: () => [sunday, { ...sunday, opens: "17:00", closes: "19:00" }], [`GET ${resources}`]: () => [main] });

  expect(await screen.findByText("השעות חופפות. צריך להשאיר אותן נפרדות.")).toBeVisible();
  expect(screen.getByRole("button", { name: "שמירה" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "ראשון: הסרת שעות 2" }));
  expect(screen.getByRole("button", { name: "שמירה" })).toBeEnabled();
});

it("what was written stays when the server refuses it", async () => {
  openApp("/settings/diary?part=hours", {
    [`GET ${hours}`]: () => [sunday],
    [`GET ${resources}`]: () => [main],
    [`PUT ${hours}`]: () => new Refusal(422, { code: "hours_overlap", message: "שעות הפתיחה חופפות." }),
  });
  fireEvent.change(await screen.findByLabelText("ראשון, שעות 1: סגירה"), { target: { value: "14:30" } });
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  expect(await screen.findByText("שעות הפתיחה חופפות.")).toBeVisible();
  expect(screen.getByLabelText("ראשון, שעות 1: סגירה")).toHaveValue("14:30");
});

it("a week that others save meanwhile is told and not written over", async () => {
  const sent: unknown[] = [];
  const later = { ...sunday, closes: "20:00" } as const;
  let week: unknown[] = [sunday];
  let tag = 'W/"11"';
  openApp("/settings/diary?part=hours", {
    [`GET ${hours}`]: () => Response.json(week, { headers: { ETag: tag } }),
    [`GET ${resources}`]: () => [main],
    [`PUT ${hours}`]: async (request) => {
      const given = (await request.json()) as { openings: unknown[] };
      sent.push([request.headers.get("If-Match"), given.openings]);
      if (request.headers.get("If-Match") !== tag) return new Refusal(412, { code: "hours_changed", message: "השעות השתנו בינתיים." });
      [week, tag] = [given.openings, 'W/"33"'];
      return week;
    },
  });
  const closing = "ראשון, שעות 1: סגירה";
  fireEvent.change(await screen.findByLabelText(closing), { target: { value: "13:00" } });
  [week, tag] = [[later], 'W/"22"'];
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  expect(await screen.findByText("ההגדרות האלה השתנו בינתיים, ומה שכתבת עוד לא נשמר.")).toBeVisible();
  expect(screen.getByLabelText(closing)).toHaveValue("13:00");
  await userEvent.click(screen.getByRole("button", { name: "הצגת ההגדרות החדשות" }));
  await waitFor(() => expect(screen.getByLabelText(closing)).toHaveValue("20:00"));
  fireEvent.change(screen.getByLabelText(closing), { target: { value: "19:00" } });
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  expect(await screen.findByText("נשמר")).toBeVisible();
  expect(sent).toEqual([
    ['W/"11"', [{ ...sunday, closes: "13:00" }]],
    ['W/"22"', [{ ...sunday, closes: "19:00" }]],
  ]);
});

it("own hours begin as the business's and are given up again", async () => {
  const sent: unknown[] = [];
  let own = false;
  openApp("/settings/diary?part=hours&of=2", {
    [`GET ${hours}`]: () => [sunday],
    [`GET ${resources}`]: () => [main, { ...ron, has_own_hours: own }],
    [`PUT ${hours}`]: async (request) => {
      own = true;
      return kept(sent)(request);
    },
    [`PATCH ${resources}2/`]: kept(sent),
  });
  await userEvent.click(await screen.findByRole("button", { name: "קביעת שעות משלו" }));
  await userEvent.click(await screen.findByRole("button", { name: "חזרה לשעות של העסק" }));

  await waitFor(() => expect(sent).toEqual([{ resource_id: 2, openings: [sunday] }, { has_own_hours: false }]));
});
