import { useParams } from "react-router";
import { ApiError } from "@/lib/api/error";

/** An id of the address; throws ApiError 404 when it is not a number. */
export function useIdParam(name: string): number {
  const id = Number(useParams()[name]);
  if (!Number.isSafeInteger(id) || id < 1) throw new ApiError(404, "not_found", "");
  return id;
}
