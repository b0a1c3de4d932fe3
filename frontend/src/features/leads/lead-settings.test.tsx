import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { me } from "@/test/samples";
import { Refusal } from "@/test/server";
import type { Status } from "./api/types";

const fresh: Status = { id: 1, label: "חדש", colour: "#2563eb", kind: "open", order: 0, is_default: true, stale_after_days: 2 };
const tried: Status = { ...fresh, id: 2, label: "בניסיון קשר", order: 1, is_default: false, stale_after_days: null };
const list = "GET /api/v1/leads/statuses/";
const remove = "DELETE /api/v1/leads/statuses/2/";

it("a status that has leads is deleted only once it is said where they go", async () => {
  const asked: (string | null)[] = [];
  openApp("/settings/leads", {
    [list]: () => [fresh, tried],
    [remove]: ({ url }) => {
      const moveTo = new URL(url).searchParams.get("move_to");
      asked.push(moveTo);
      return moveTo ? undefined : new Refusal(409, { code: "status_has_leads", message: "יש לידים בסטטוס הזה.", leads: 14 });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /פעולות על המצב .*בניסיון קשר/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "מחיקה" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "מחיקה" }));

  expect(await screen.findByText("יש במצב הזה 14 לידים. לאן להעביר אותם?")).toBeVisible();
  expect(screen.getByLabelText("העברת הלידים אל")).toHaveDisplayValue("חדש");
  await userEvent.click(screen.getByRole("button", { name: "העברה ומחיקה" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked).toEqual([null, "1"]);
});

it("the default cannot be deleted", async () => {
  openApp("/settings/leads", { [list]: () => [fresh, tried] });
  await userEvent.click(await screen.findByRole("button", { name: /פעולות על המצב .*חדש/ }));

  expect(await screen.findByRole("menuitem", { name: "עריכה" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "מחיקה" })).not.toBeInTheDocument();
});

it("an order is sent whole and shown at once", async () => {
  const sent: unknown[] = [];
  openApp("/settings/leads", {
    [list]: () => (sent.length ? [tried, fresh] : [fresh, tried]),
    "POST /api/v1/leads/statuses/reorder/": async (request) => {
      sent.push(await request.json());
      return [tried, fresh];
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /הזזת .*בניסיון קשר.* למעלה/ }));

  await waitFor(() => expect(sent).toEqual([{ status_ids: [2, 1] }]));
});

it("a field of choices is made with its options, one a line", async () => {
  const sent: unknown[] = [];
  openApp("/settings/leads", {
    "POST /api/v1/leads/fields/": async (request) => {
      sent.push(await request.json());
      return {};
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "שדה חדש" }));
  await userEvent.type(screen.getByLabelText("שם"), "גודל");
  await userEvent.selectOptions(screen.getByLabelText("סוג"), "בחירה");
  await userEvent.type(screen.getByLabelText("שם טכני"), "size");
  await userEvent.type(screen.getByLabelText("אפשרויות, אחת בכל שורה"), "קטן{Enter} גדול {Enter}");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([{ key: "size", label: "גודל", kind: "choice", choices: ["קטן", "גדול"] }]));
});

it("a field that leads have a value in is deleted only once the values are given up", async () => {
  const asked: (string | null)[] = [];
  openApp("/settings/leads", {
    [list]: () => [fresh],
    "GET /api/v1/leads/fields/": () => [{ id: 7, key: "budget", label: "תקציב", kind: "number", choices: [], order: 0, is_archived: false }],
    "DELETE /api/v1/leads/fields/7/": ({ url }) => {
      const given = new URL(url).searchParams.get("with_values");
      asked.push(given);
      return given ? undefined : new Refusal(409, { code: "custom_field_has_values", message: "יש לידים עם ערך.", leads: 31 });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /פעולות על השדה .*תקציב/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "מחיקה" }));
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "מחיקה" }));

  expect(await screen.findByText("ל־31 לידים יש ערך בשדה הזה, והערכים יימחקו לתמיד.")).toBeVisible();
  expect(asked).toEqual([null]);
  await userEvent.click(screen.getByRole("button", { name: "מחיקה עם הערכים" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(asked).toEqual([null, "true"]);
});

it("an option that leads have is taken out only once it is said what they get instead", async () => {
  const sent: unknown[] = [];
  const field = { id: 7, key: "size", label: "גודל", kind: "choice", choices: ["קטן", "בינוני", "גדול"], order: 0, is_archived: false };
  openApp("/settings/leads", {
    "GET /api/v1/leads/fields/": () => [field],
    "PATCH /api/v1/leads/fields/7/": async (request) => {
      const given = (await request.json()) as { replacements?: unknown };
      sent.push(given);
      const inUse = [
        { choice: "קטן", leads: 3 },
        { choice: "בינוני", leads: 1 },
      ];
      return given.replacements ? field : new Refusal(409, { code: "custom_choices_in_use", message: "יש לידים עם האפשרות.", leads: 4, choices: inUse });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: /פעולות על השדה .*גודל/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  const options = screen.getByLabelText("אפשרויות, אחת בכל שורה");
  await userEvent.clear(options);
  await userEvent.type(options, "גדול{Enter}ענק");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  const small = await screen.findByLabelText(/3 לידים עם .*קטן/);
  expect(screen.getByRole("alert")).toHaveTextContent("יש לידים עם אפשרות שהסרתם.");
  const save = screen.getByRole("button", { name: "החלפה ושמירה" });
  expect(save).toBeDisabled();
  await userEvent.selectOptions(small, "ענק");
  expect(save).toBeDisabled();
  await userEvent.selectOptions(screen.getByLabelText(/ליד אחד עם .*בינוני/), "השדה יתרוקן אצלם");
  await userEvent.click(save);

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(sent).toEqual([
    { label: "גודל", choices: ["גדול", "ענק"] },
    { label: "גודל", choices: ["גדול", "ענק"], replacements: { קטן: "ענק", בינוני: null } },
  ]);
});

it("an option that is written back asks nothing any more", async () => {
  const field = { id: 7, key: "size", label: "גודל", kind: "choice", choices: ["קטן", "גדול"], order: 0, is_archived: false };
  openApp("/settings/leads", {
    "GET /api/v1/leads/fields/": () => [field],
    "PATCH /api/v1/leads/fields/7/": () => new Refusal(409, { code: "custom_choices_in_use", message: "", leads: 3, choices: [{ choice: "קטן", leads: 3 }] }),
  });
  await userEvent.click(await screen.findByRole("button", { name: /פעולות על השדה .*גודל/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  const options = screen.getByLabelText("אפשרויות, אחת בכל שורה");
  await userEvent.clear(options);
  await userEvent.type(options, "גדול");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  await screen.findByLabelText(/3 לידים עם .*קטן/);
  await userEvent.type(options, "{Enter}קטן");

  expect(screen.queryByLabelText(/3 לידים עם .*קטן/)).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "שמירה" })).toBeEnabled();
});

it("is closed to who may not set things up", async () => {
  openApp("/settings/leads", { "GET /api/v1/me": () => ({ ...me, verbs: ["leads.view", "leads.edit"] }) });

  expect(await screen.findByRole("heading", { name: "אין לכם הרשאה לעמוד הזה" })).toBeVisible();
});
