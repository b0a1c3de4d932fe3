import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { session } from "@/lib/api/session";
import { i18n } from "@/lib/i18n";
import { installBrowser } from "./browser";
import { FakeSocket } from "./fake-socket";

// What never comes is noticed then; what comes late on a busy machine is no failure.
configure({ asyncUtilTimeout: 60_000 });

beforeEach(() => {
  installBrowser();
});

afterEach(async () => {
  cleanup();
  session.drop("ended");
  localStorage.clear();
  FakeSocket.all.length = 0;
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await i18n.changeLanguage("he");
});
