import { formatMoney, formatMoneyExact } from "@/lib/format/money";

export function Money({ microUsd, exact = false }: { microUsd: number; exact?: boolean }) {
  return <bdi dir="ltr">{exact ? formatMoneyExact(microUsd) : formatMoney(microUsd)}</bdi>;
}
