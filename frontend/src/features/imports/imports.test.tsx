import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakeSocket } from "@/test/fake-socket";
import { openApp } from "@/test/open-app";
import { me, page } from "@/test/samples";
import { type FakeServer, Refusal } from "@/test/server";
import type { Import } from "./api/types";

const made: Import = {
  id: 3,
  file_name: "לקוחות.csv",
  kind: "csv",
  state: "uploaded",
  duplicates: "skip",
  rows_total: 2,
  rows_done: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  failed: 0,
  deleted: 0,
  restored: 0,
  left: 0,
  error: null,
  created_by_user_id: 1,
  created_at: "2026-11-22T08:00:00Z",
  started_at: null,
  finished_at: null,
  encoding: "windows-1255",
  delimiter: ",",
  has_headings: true,
  headings: ["שם", "נייד", "הערה פנימית"],
  mapping: ["name", "phone", null],
  sample: [["דנה כהן", "052-1234567", ""]],
  phones: [
    { column: 1, given: "052-1234567", normalised: "+972521234567" },
    { column: 1, given: "052-12", normalised: null },
  ],
  targets: [
    { field: "name", label: "שם מלא" },
    { field: "phone", label: "טלפון" },
    { field: "city", label: "עיר" },
  ],
};
const checked: Import = { ...made, state: "checked", created: 1, failed: 1, rows_done: 2 };

function openImport(now: () => Import, handlers: FakeServer["handlers"] = {}) {
  return openApp("/leads/import/3", { "GET /api/v1/imports/3/": now, "GET /api/v1/imports/": () => page(), ...handlers });
}

it("a file is taken in and leads to what its columns are", async () => {
  const sent: (string | undefined)[] = [];
  const { router } = openApp("/leads/import", {
    "GET /api/v1/imports/": () => page(),
    "GET /api/v1/imports/3/": () => made,
    "POST /api/v1/imports/": (request) => {
      sent.push(request.headers.get("Content-Type")?.split(";")[0]);
      return made;
    },
  });
  await userEvent.upload(await screen.findByLabelText(/בחירת קובץ או גרירה לכאן/), new File(["שם\nדנה"], "לקוחות.csv", { type: "text/csv" }));

  await waitFor(() => expect(router.state.location.pathname).toBe("/leads/import/3"));
  expect(sent).toEqual(["multipart/form-data"]);
  expect(await screen.findByRole("combobox", { name: /העמודה .*נייד/ })).toHaveDisplayValue("טלפון");
});

it("a file that cannot be read says why, and another can be chosen", async () => {
  openApp("/leads/import", {
    "GET /api/v1/imports/": () => page(),
    "POST /api/v1/imports/": () => new Refusal(422, { code: "import_empty", message: "אין בקובץ שורות של לידים." }),
  });
  await userEvent.upload(await screen.findByLabelText(/בחירת קובץ/), new File([""], "ריק.csv", { type: "text/csv" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("אין בקובץ שורות של לידים.");
  expect(screen.getByLabelText(/בחירת קובץ/)).toBeEnabled();
});

it("phones are shown as they will be kept, and the check is told the mapping and the policy", async () => {
  const sent: unknown[] = [];
  openImport(() => made, {
    "POST /api/v1/imports/3/dry-run/": async (request) => {
      sent.push(await request.json());
      return { ...made, state: "checking" };
    },
  });
  const phones = await screen.findByRole("region", { name: "כך יישמרו הטלפונים" });
  expect(within(phones).getByText("052-123-4567")).toBeVisible();
  expect(within(phones).getByText("לא מספר טלפון")).toBeVisible();
  await userEvent.selectOptions(screen.getByRole("combobox", { name: /הערה פנימית/ }), "שם מלא");
  expect(screen.getByRole("combobox", { name: /העמודה .*שם/ })).toHaveDisplayValue("לא לייבא");
  await userEvent.click(screen.getByRole("radio", { name: /לעדכן/ }));
  await userEvent.click(screen.getByRole("button", { name: "בדיקת הקובץ" }));

  expect(await screen.findByRole("progressbar")).toHaveAttribute("aria-valuetext", "0 מתוך 2 שורות");
  expect(sent).toEqual([{ mapping: [null, "phone", "name"], duplicates: "update" }]);
});

it("nothing is checked while no column says who a lead is", async () => {
  openImport(() => ({ ...made, mapping: [null, null, null], phones: [] }));

  expect(await screen.findByText("צריך לפחות עמודה אחת של שם, טלפון או אימייל.")).toBeVisible();
  expect(screen.getByRole("button", { name: "בדיקת הקובץ" })).toBeDisabled();
});

it("what was checked is told row by row before anything is written", async () => {
  const { server } = openImport(() => checked, {
    "GET /api/v1/imports/3/errors/": () => new Response('\uFEFFשורה,עמודה,ערך,מה לתקן\r\n2,טלפון,052-12,"מספר הטלפון לא תקין, יש להזין מספר מלא."\r\n'),
    "POST /api/v1/imports/3/start/": () => ({ ...checked, state: "running", rows_done: 1 }),
  });
  expect(await screen.findByText("מספר הטלפון לא תקין, יש להזין מספר מלא.")).toBeVisible();
  expect(server.count("POST /api/v1/imports/3/start/")).toBe(0);
  await userEvent.click(screen.getByRole("button", { name: "ייבוא ליד אחד" }));

  expect(await screen.findByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
});

it("an import that comes further shows it by itself, and can be undone after a yes", async () => {
  let now: Import = { ...made, state: "running" };
  const { server } = openImport(() => now, {
    "POST /api/v1/imports/3/rollback/": () => {
      now = { ...now, state: "rolling_back" };
      return now;
    },
  });
  await screen.findByRole("progressbar");
  FakeSocket.last.accept();
  now = { ...made, state: "done", created: 2 };
  FakeSocket.last.hint("lead_import.changed", 3, { state: "done" });

  await userEvent.click(await screen.findByRole("button", { name: "ביטול הייבוא" }));
  expect(server.count("POST /api/v1/imports/3/rollback/")).toBe(0);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "ביטול הייבוא" }));
  expect(await screen.findByText("מבטלים את הייבוא…")).toBeVisible();
});

it("is closed to who may not import", async () => {
  openApp("/leads/import", { "GET /api/v1/me": () => ({ ...me, verbs: ["leads.view", "leads.edit"] }) });

  expect(await screen.findByRole("heading", { name: "אין לכם הרשאה לעמוד הזה" })).toBeVisible();
});
