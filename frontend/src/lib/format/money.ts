const cent = 10_000;

/** Micro-USD -> "$0.04". English form on purpose: the Hebrew one puts the sign after the number. */
export function formatMoney(microUsd: number): string {
  if (microUsd > 0 && microUsd < cent) return "<$0.01";
  return dollars(microUsd, 2);
}

/** Micro-USD -> "$0.0042", for the parts of one call. */
export function formatMoneyExact(microUsd: number): string {
  return dollars(microUsd, 4);
}

function dollars(microUsd: number, digits: number): string {
  return (microUsd / 1_000_000).toLocaleString("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
