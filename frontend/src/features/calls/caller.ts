import type { Call } from "./api/types";

type Sides = Pick<Call, "direction" | "from_number" | "to_number">;

/** The number of the customer's side, E.164; "" when withheld. */
export function callerNumber({ direction, from_number, to_number }: Sides): string {
  return direction === "outbound" ? to_number : from_number;
}
