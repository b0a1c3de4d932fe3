import fc from "fast-check";
import { expect, it } from "vitest";
import { ownPath } from "./own-path";

it.each(["/calls", "/leads/7", "/leads?q=%D7%90%D7%91%D7%99&status=2", "/audit?from=2026-11-01#top", "/"])("%s is ours", (path) => {
  expect(ownPath(path)).toBe(path);
});

it.each([
  "//evil.test",
  "///evil.test",
  "/\\evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "/.//evil.test",
  "/calls/..//evil.test",
  "/%2e//evil.test",
  "https://evil.test/calls",
  "http:evil.test",
  "javascript:alert(1)",
  "data:text/html,hello",
  "\\\\evil.test",
  " //evil.test",
  "calls",
  "?next=/calls",
  "",
])("%j is not", (address) => {
  expect(ownPath(address)).toBeNull();
});

it.each([undefined, null, 7, ["/calls"], { pathname: "/calls" }])("%j is no address", (value) => {
  expect(ownPath(value)).toBeNull();
});

const traps = ["/", "//", "\\", ".", "..", "%2e", "%2f", "%5c", "\t", "\n", " ", "@", ":", "?", "#", "http:", "javascript:", "evil.test", "calls"];
const hostile = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...traps) }, fc.string({ unit: "binary", maxLength: 2 })), { maxLength: 7 })
  .map((parts) => parts.join(""));

it("whatever is asked for, following the answer stays on this site", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, hostile.map((text) => `/${text}`), fc.webUrl()), (asked) => {
      const path = ownPath(asked);
      if (path === null) return;
      expect(path).toMatch(/^\/(?![/\\])/);
      expect(new URL(path, location.origin).origin).toBe(location.origin);
      expect(ownPath(path)).toBe(path);
    }),
    { numRuns: 5_000 },
  );
});
