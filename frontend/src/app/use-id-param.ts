import { useParams } from "react-router";

/** An id of the address; null when it cannot be one. */
export function useIdParam(name: string): number | null {
  const id = Number(useParams()[name]);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
