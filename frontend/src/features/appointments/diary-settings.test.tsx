import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { openApp } from "@/test/open-app";
import { Refusal } from "@/test/server";
import type { Resource, Service } from "./api/catalogue";
import type { SpecialDate } from "./api/dates";

const dates = "/api/v1/scheduling/dates/";
const services = "/api/v1/scheduling/services/";
const resources = "/api/v1/scheduling/resources/";
const main: Resource = { id: 1, version: 3, name: "יומן ראשי", is_default: true, is_active: true, position: 0, has_own_hours: false, user_id: null };
const ron: Resource = { ...main, id: 2, name: "רון", is_default: false, position: 1 };
const haircut: Service = {
  id: 4,
  version: 7,
  label: "תספורת",
  duration_minutes: 30,
  buffer_before_minutes: 0,
  buffer_after_minutes: 5,
  price: null,
  is_active: true,
  position: 0,
  resource_ids: [],
};
const passover: SpecialDate = {
  id: 8,
  date: "2027-04-22",
  hebrew_date: "ט״ו ניסן תשפ״ז",
  kind: "closed",
  hours: [],
  name: "פסח",
  source: "holiday",
  resource_id: null,
};

/** Keeps what is sent, and answers with it. */
function kept(sent: unknown[]) {
  return async (request: Request) => {
    const body: unknown = await request.json();
    sent.push(body);
    return body;
  };
}

it("a generated holiday gets hours of its own, and only what a person made is taken back", async () => {
  const sent: unknown[] = [];
  const own = { ...passover, id: 9, date: "2027-05-01", name: "ספירת מלאי", source: "manual" as const };
  const { server } = openApp("/settings/diary?part=dates", {
    [`GET ${dates}`]: () => [passover, own],
    [`GET ${resources}`]: () => [main],
    [`POST ${dates}`]: kept(sent),
    [`DELETE ${dates}9/`]: () => undefined,
  });
  expect(await screen.findByText("ט״ו ניסן תשפ״ז", { selector: "li:first-child *" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: /פעולות על .*22 באפריל/ }));
  expect(screen.queryByRole("menuitem", { name: "החזרה ללוח" })).not.toBeInTheDocument();
  await userEvent.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  await userEvent.selectOptions(screen.getByLabelText("מה קורה ביום הזה"), "שעות מיוחדות");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  await waitFor(() =>
    expect(sent).toEqual([{ date: "2027-04-22", kind: "hours", name: "פסח", resource_id: null, hours: [{ opens: "09:00", closes: "17:00" }] }]),
  );

  await userEvent.click(screen.getByRole("button", { name: /פעולות על .*1 במאי/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "החזרה ללוח" }));
  expect(server.count(`DELETE ${dates}9/`)).toBe(0);
  await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "החזרה ללוח" }));
  await waitFor(() => expect(server.count(`DELETE ${dates}9/`)).toBe(1));
});

it("a date of one's own needs a day, and is closed unless something else is said", async () => {
  const sent: unknown[] = [];
  openApp("/settings/diary?part=dates", { [`GET ${dates}`]: () => [], [`GET ${resources}`]: () => [main, ron], [`POST ${dates}`]: kept(sent) });
  expect(await screen.findByText("אין תאריכים מיוחדים בשנה הקרובה")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "תאריך חדש" }));
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  expect(screen.getByText("צריך לבחור תאריך.")).toBeVisible();
  expect(sent).toEqual([]);
  fireEvent.change(screen.getByLabelText("תאריך"), { target: { value: "2027-04-22" } });
  expect(screen.getByText("ט״ו בניסן")).toBeVisible();
  await userEvent.selectOptions(screen.getByLabelText("של מי"), "רון");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));

  await waitFor(() => expect(sent).toEqual([{ date: "2027-04-22", kind: "closed", name: "", resource_id: 2, hours: [] }]));
});

it("a service is given by those who are marked, and switched off", async () => {
  const sent: unknown[] = [];
  openApp("/settings/diary?part=services", {
    [`GET ${services}`]: () => [haircut],
    [`GET ${resources}`]: () => [main, ron],
    [`PATCH ${services}4/`]: kept(sent),
  });
  const menu = () => screen.getByRole("button", { name: /פעולות על .*תספורת/ });
  await screen.findByText("תספורת");
  await userEvent.click(menu());
  await userEvent.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  await userEvent.click(screen.getByLabelText("רון"));
  await userEvent.type(screen.getByLabelText("מחיר בש״ח (לא חובה)"), "120");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await userEvent.click(menu());
  await userEvent.click(await screen.findByRole("menuitem", { name: "כיבוי" }));

  const edited = { label: "תספורת", duration_minutes: 30, buffer_before_minutes: 0, buffer_after_minutes: 5, price: "120", resource_ids: [2] };
  await waitFor(() => expect(sent).toEqual([edited, { is_active: false }]));
});

it("what somebody else changed since it was opened is not written over, and says so", async () => {
  const tags: unknown[] = [];
  let theirs = haircut;
  openApp("/settings/diary?part=services", {
    [`GET ${services}`]: () => [theirs],
    [`GET ${resources}`]: () => [main],
    [`PATCH ${services}4/`]: (request: Request) => {
      const tag = request.headers.get("If-Match");
      tags.push(tag);
      theirs = { ...haircut, duration_minutes: 45, version: 8 };
      return tag === 'W/"8"' ? theirs : new Refusal(412, { code: "service_changed", message: "השירות השתנה בינתיים.", version: 8 });
    },
  });
  const open = async () => {
    await userEvent.click(await screen.findByRole("button", { name: /פעולות על .*תספורת/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "עריכה" }));
  };
  const save = () => userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  await open();
  await save();
  expect(await screen.findByText("השירות השתנה בינתיים.")).toBeVisible();
  expect(await screen.findByText("45 דקות", { ignore: "[role=dialog] *" })).toBeInTheDocument();
  await save();
  await waitFor(() => expect(tags).toEqual(['W/"7"', 'W/"7"']));
  await userEvent.click(screen.getByRole("button", { name: "ביטול" }));
  await open();
  expect(screen.getByLabelText("משך, בדקות")).toHaveValue(45);
  await save();

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(tags.at(-1)).toBe('W/"8"');
});

it("a name that is taken is told where it was written; the main calendar cannot be switched off", async () => {
  openApp("/settings/diary?part=services", {
    [`GET ${services}`]: () => [],
    [`GET ${resources}`]: () => [main],
    [`POST ${resources}`]: () => new Refusal(409, { code: "name_taken", message: "השם הזה כבר בשימוש." }),
  });
  await userEvent.click(await screen.findByRole("button", { name: "הוספה" }));
  await userEvent.type(screen.getByLabelText("שם"), "יומן ראשי");
  await userEvent.click(screen.getByRole("button", { name: "שמירה" }));
  expect(await screen.findByText("השם הזה כבר בשימוש.")).toBeVisible();
  expect(screen.getByLabelText("שם")).toHaveValue("יומן ראשי");
  await userEvent.click(screen.getByRole("button", { name: "ביטול" }));

  await userEvent.click(screen.getByRole("button", { name: /פעולות על .*יומן ראשי/ }));
  expect(await screen.findByRole("menuitem", { name: "עריכה" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "כיבוי" })).not.toBeInTheDocument();
});

it("dates tell that they could not be read, and are asked again", async () => {
  let broken = true;
  openApp("/settings/diary?part=dates", {
    [`GET ${dates}`]: () => (broken ? new Refusal(400, { code: "x", message: "" }) : [passover]),
    [`GET ${resources}`]: () => [main],
  });
  const card = within(await screen.findByRole("region", { name: "חגים ותאריכים מיוחדים" }));
  const retry = await card.findByRole("button", { name: "ניסיון נוסף" });
  broken = false;
  await userEvent.click(retry);

  expect(await screen.findByText("פסח")).toBeVisible();
});

it("services and staff are put in order, and a list that changed meanwhile is shown as it is", async () => {
  const sent: unknown[] = [];
  let order = [main, ron];
  openApp("/settings/diary?part=services", {
    [`GET ${services}`]: () => [haircut],
    [`GET ${resources}`]: () => order,
    [`POST ${resources}reorder/`]: async (request: Request) => {
      sent.push(await request.json());
      if (sent.length > 1) return new Refusal(422, { code: "order_incomplete", message: "הרשימה השתנתה בינתיים. יש לרענן ולסדר שוב." });
      order = [ron, main];
      return order;
    },
  });
  const card = within(await screen.findByRole("region", { name: "צוות ועמדות" }));
  const names = () => card.getAllByRole("listitem").map((row) => row.querySelector("bdi")?.textContent);
  expect(await card.findByRole("button", { name: /העלאת .*יומן ראשי/ })).toBeDisabled();
  await userEvent.click(card.getByRole("button", { name: /העלאת .*רון/ }));
  await waitFor(() => expect(names()).toEqual(["רון", "יומן ראשי"]));
  await userEvent.click(card.getByRole("button", { name: /הורדת .*רון/ }));

  expect(await screen.findByText("הרשימה השתנתה בינתיים. יש לרענן ולסדר שוב.")).toBeVisible();
  await waitFor(() => expect(names()).toEqual(["רון", "יומן ראשי"]));
  expect(sent).toEqual([{ resource_ids: [2, 1] }, { resource_ids: [1, 2] }]);
});

it("a date as usual says so where the weekday is open, and is closed as usual where it is not", async () => {
  const half = { ...passover, kind: "usual" as const, name: "חול המועד פסח" };
  openApp("/settings/diary?part=dates", {
    [`GET ${dates}`]: () => [
      { ...half, id: 11, date: "2027-04-23" },
      { ...half, id: 12, date: "2027-04-24" },
      { ...half, id: 13, date: "2027-04-24", resource_id: 2, source: "manual" },
    ],
    [`GET ${resources}`]: () => [main, { ...ron, has_own_hours: true }],
    "GET /api/v1/scheduling/settings/": () => ({ version: 1, is_always_open: false }),
    "GET /api/v1/scheduling/hours/": (request: Request) => [
      { weekday: 5, opens: "09:00", closes: "13:00" },
      ...(new URL(request.url).searchParams.get("resource") ? [{ weekday: 6, opens: "20:00", closes: "23:00" }] : []),
    ],
  });
  const saturday = (await screen.findByText("סגור כרגיל")).closest("li");

  expect(saturday).toHaveTextContent("24 באפריל");
  expect(screen.getAllByText("כרגיל").map((chip) => chip.closest("li")?.textContent)).toEqual([expect.stringContaining("23 באפריל"), expect.stringContaining("רון")]);
});

it("holidays are asked for again in the language that is chosen", async () => {
  const asked: unknown[] = [];
  openApp("/settings/diary?part=dates", {
    [`GET ${dates}`]: (request: Request) => {
      const language = request.headers.get("Accept-Language");
      asked.push(language);
      return [{ ...passover, name: language === "en" ? "Pesach" : "פסח" }];
    },
    [`GET ${resources}`]: () => [main],
  });
  expect(await screen.findByText("פסח")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "החשבון של נועה לוי" }));
  await userEvent.click(screen.getByRole("menuitemradio", { name: "English" }));

  expect(await screen.findByText("Pesach")).toBeVisible();
  expect(new Set(asked)).toEqual(new Set(["he", "en"]));
});
