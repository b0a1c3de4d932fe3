import { vi } from "vitest";
import { FakeLocks } from "./fake-locks";
import { FakeSocket } from "./fake-socket";

/** What jsdom leaves out of a browser. Nothing is ever scrolled out of sight here. */
export function installBrowser() {
  vi.stubGlobal("WebSocket", FakeSocket);
  Object.defineProperty(navigator, "locks", { value: new FakeLocks(), configurable: true });
  vi.stubGlobal("IntersectionObserver", SeesNothing);
  vi.stubGlobal("ResizeObserver", SeesNothing);
  vi.stubGlobal("matchMedia", () => new NoMatch());
  vi.stubGlobal("scrollTo", () => undefined);
  Element.prototype.scrollIntoView = () => undefined;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
}

class SeesNothing {
  observe() {}
  unobserve() {}
  disconnect() {}
}

class NoMatch extends EventTarget {
  matches = false;
}
