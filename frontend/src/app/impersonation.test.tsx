import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { openApp } from "@/test/open-app";
import { impersonatedMe } from "@/test/samples";
import { Refusal } from "@/test/server";

const end = "DELETE /api/v1/auth/impersonation";
const ended = () => new Refusal(401, { code: "session_ended", message: "" });
const as = { "GET /api/v1/me": () => impersonatedMe };

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, now: Date.parse("2026-11-22T15:00:00Z") });
});

const banner = () => screen.findByRole("region", { name: "פעולה בשם משתמש" });

it.each(["/calls", "/leads", "/appointments", "/users", "/audit", "/account", "/nowhere"])("%s says who acts as whom, why and until when", async (path) => {
  openApp(path, as);

  expect(await banner()).toHaveTextContent(/אתם פועלים בשם .*נועה לוי.*מנהלת המערכת.* · עד 17:30 · סיבה: .*בדיקת תקלה/);
});

it("one click ends it and goes back to where it began", async () => {
  const assign = vi.fn();
  vi.stubGlobal("location", { ...location, origin: location.origin, assign });
  openApp("/leads", { ...as, [end]: () => ({ redirect: "http://localhost:8000/admin/" }) });
  await userEvent.click(await screen.findByRole("button", { name: "סיום" }));

  await waitFor(() => expect(assign).toHaveBeenCalledWith("http://localhost:8000/admin/"));
  expect(await screen.findByText(/^הכניסה בשם המשתמש הסתיימה/)).toBeVisible();
});

it("an ending that fails is told, and can be tried again", async () => {
  openApp("/leads", {
    ...as,
    [end]: () => {
      throw new TypeError("network");
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "סיום" }));

  expect(await screen.findByRole("alert")).toHaveTextContent("לא הצלחנו לסיים");
  expect(screen.getByRole("button", { name: "סיום" })).toBeEnabled();
});

it("when the time is over the page asks the server and says so", async () => {
  let over = false;
  openApp("/leads", { ...as, "POST /api/v1/auth/refresh": () => (over ? ended() : { access: "token-1" }) });
  await banner();
  over = true;
  await vi.advanceTimersByTimeAsync(30 * 60_000 + 1000);

  expect(await screen.findByText(/^הכניסה בשם המשתמש הסתיימה/)).toBeVisible();
});

it("a member who is just the member sees no banner", async () => {
  openApp("/leads");
  await screen.findByRole("heading", { name: "לידים" });

  expect(screen.queryByRole("region", { name: "פעולה בשם משתמש" })).not.toBeInTheDocument();
});
