import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
const neutralGrounds = ["bg", "surface", "sunken", "accent-soft"];
const states = ["accent", "ai", "ok", "warn", "bad"];

const pairs = [
  ...["ink", "ink-2", "ink-3"].flatMap((ink) => neutralGrounds.map((ground) => [ink, ground] as const)),
  ...states.flatMap((state) => [...neutralGrounds.slice(0, 3), `${state}-soft`].map((ground) => [state, ground] as const)),
  ["accent-ink", "accent"] as const,
  ["accent-ink", "accent-strong"] as const,
  ["bad-ink", "bad"] as const,
];

describe.each([
  ["light", ":root"],
  ["dark", '[data-theme="dark"]'],
])("%s theme", (_name, selector) => {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";

  it.each(pairs)("%s is readable on %s", (ink, ground) => {
    expect(contrast(luminance(token(block, ink)), luminance(token(block, ground)))).toBeGreaterThanOrEqual(4.5);
  });
});

function token(block: string, name: string): number[] {
  const found = new RegExp(`--${name}: oklch\\(([^)]+)\\)`).exec(block);
  if (!found?.[1]) throw new Error(`no token ${name}`);
  return found[1].split(" ").map(Number);
}

/** Relative luminance (WCAG) of an OKLCH colour, by way of linear sRGB. */
function luminance([lightness = 0, chroma = 0, hue = 0]: number[]): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const shown = (part: number) => Math.min(Math.max(part, 0), 1);
  return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue);
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
