/** 198_000 -> "3:18"; an hour and more -> "1:02:03". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  if (hours > 0) return [hours, ...parts.map(twoDigits)].join(":");
  return `${parts[0]}:${twoDigits(parts[1])}`;
}

/** 740 -> "0.74" */
export function formatSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function twoDigits(value: number | undefined): string {
  return String(value).padStart(2, "0");
}
