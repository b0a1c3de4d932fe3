import { describe, expect, it } from "vitest";
import { FakeServer, Refusal } from "@/test/server";
import { ApiError } from "./error";
import { createSession } from "./session";

const refresh = "POST /api/v1/auth/refresh";
const ended = () => new Refusal(401, { code: "session_ended", message: "" });

function ask(path = "/api/v1/calls/") {
  return new Request(new URL(path, location.origin));
}

describe("an expired access token", () => {
  it("is renewed once for all the requests it stopped, and each is sent again", async () => {
    const tokens: (string | null)[] = [];
    const server = new FakeServer({
      [refresh]: () => ({ access: "new" }),
      "GET /api/v1/calls/": ({ headers }) => {
        tokens.push(headers.get("Authorization"));
        return headers.get("Authorization") === "Bearer new" ? { fine: true } : ended();
      },
    });
    const session = createSession();
    session.start("old");

    const answers = await Promise.all([session.fetch(ask()), session.fetch(ask()), session.fetch(ask())]);

    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(server.count(refresh)).toBe(1);
    expect(tokens).toEqual([...Array(3).fill("Bearer old"), ...Array(3).fill("Bearer new")]);
  });

  it("is renewed with the header that other sites cannot send", async () => {
    let header: string | null = null;
    new FakeServer({
      [refresh]: ({ headers }) => {
        header = headers.get("X-Requested-With");
        return { access: "new" };
      },
    });

    await createSession().refresh();

    expect(header).toBe("prosaas");
  });

  it("ends the session when the cookie is refused, and the request is not repeated", async () => {
    const server = new FakeServer({ [refresh]: ended, "GET /api/v1/calls/": ended });
    const session = createSession();
    session.start("old");

    const answer = await session.fetch(ask());

    expect(answer.status).toBe(401);
    expect(session.accessToken()).toBeNull();
    expect(server.count("GET /api/v1/calls/")).toBe(1);
  });

  it("stays when the server cannot be reached", async () => {
    new FakeServer({
      [refresh]: () => {
        throw new TypeError("network");
      },
    });
    const session = createSession();
    session.start("old");

    await expect(session.refresh()).rejects.toEqual(new ApiError(0, "offline", ""));
    expect(session.accessToken()).toBe("old");
  });
});

it("a wrong password does not ask for a renewal", async () => {
  const server = new FakeServer({ "POST /api/v1/auth/login": ended });

  const answer = await createSession().fetch(
    new Request(new URL("/api/v1/auth/login", location.origin), { method: "POST", body: "{}" }),
  );

  expect(answer.status).toBe(401);
  expect(server.count(refresh)).toBe(0);
});

it("a sign-out that the server never heard of leaves the user signed in", async () => {
  new FakeServer({
    "POST /api/v1/auth/logout": () => {
      throw new TypeError("network");
    },
  });
  const session = createSession();
  session.start("token");

  await expect(session.end("signed-out")).rejects.toBeInstanceOf(ApiError);
  expect(session.accessToken()).toBe("token");
});

it("tabs that renew at once take turns, so that no cookie is shown twice", async () => {
  let cookie = 0;
  let shownTwice = false;
  new FakeServer({
    [refresh]: async () => {
      const shown = cookie;
      await new Promise((resolve) => setTimeout(resolve, 5));
      shownTwice ||= shown !== cookie;
      cookie += 1;
      return { access: `token-${cookie}` };
    },
  });
  const tabs = Array.from({ length: 4 }, () => createSession());

  expect(await Promise.all(tabs.map((tab) => tab.refresh()))).toEqual([true, true, true, true]);
  expect(shownTwice).toBe(false);
  expect(tabs.map((tab) => tab.accessToken()).toSorted()).toEqual(["token-1", "token-2", "token-3", "token-4"]);
});

it("a tab whose renewal failed does not keep the others waiting", async () => {
  let reachable = false;
  new FakeServer({
    [refresh]: () => {
      if (reachable) return { access: "token" };
      reachable = true;
      throw new TypeError("network");
    },
  });
  const [one, other] = [createSession(), createSession()];

  const answers = await Promise.allSettled([one.refresh(), other.refresh()]);

  expect(answers.map((answer) => answer.status)).toEqual(["rejected", "fulfilled"]);
});

it("renews without locks too, where the browser has none", async () => {
  Reflect.deleteProperty(navigator, "locks");
  new FakeServer({ [refresh]: () => ({ access: "token" }) });

  expect(await createSession().refresh()).toBe(true);
});

describe("a business that was closed", () => {
  const suspended = () => new Refusal(403, { code: "business_suspended", message: "הגישה הושהתה." });

  it("is noticed by whatever is asked, and keeps the session", async () => {
    new FakeServer({ "GET /api/v1/calls/": suspended });
    const session = createSession();
    session.start("token");

    await session.fetch(ask());

    expect(session.closedBy()).toEqual(new ApiError(403, "business_suspended", "הגישה הושהתה."));
    expect(session.accessToken()).toBe("token");
  });

  it("is no reason to sign in again, and is forgotten when it is open again", async () => {
    let answer: () => unknown = suspended;
    new FakeServer({ [refresh]: () => answer() });
    const session = createSession();

    await expect(session.refresh()).rejects.toMatchObject({ code: "business_suspended" });
    answer = () => ({ access: "token" });
    await session.refresh();

    expect(session.closedBy()).toBeNull();
  });

  it("is not what a missing right is", async () => {
    new FakeServer({ "GET /api/v1/calls/": () => new Refusal(403, { code: "forbidden", message: "" }) });
    const session = createSession();
    session.start("token");

    expect((await session.fetch(ask())).status).toBe(403);
    expect(session.closedBy()).toBeNull();
  });
});
