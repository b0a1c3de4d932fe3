export type ButtonTone = "plain" | "primary" | "danger" | "quiet";

const shared =
  "inline-flex min-h-11 shrink-0 items-center justify-center gap-1.5 rounded-small border px-3.5 text-sm whitespace-nowrap " +
  "transition-colors duration-100 disabled:cursor-default disabled:opacity-55 md:min-h-9 [&_svg]:size-4 [&_svg]:shrink-0";

const tones: Record<ButtonTone, string> = {
  plain: "border-line-strong bg-surface font-medium text-ink hover:not-disabled:bg-sunken",
  primary: "border-accent bg-accent font-semibold text-accent-ink hover:not-disabled:border-accent-strong hover:not-disabled:bg-accent-strong",
  danger: "border-bad bg-bad font-semibold text-bad-ink",
  quiet: "border-transparent font-medium text-ink-2 hover:not-disabled:bg-sunken hover:not-disabled:text-ink",
};

/** The classes of a button, for links that look like one. */
export function buttonLook(tone: ButtonTone): string {
  return `${shared} ${tones[tone]}`;
}
