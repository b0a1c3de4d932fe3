import { useMemo } from "react";
import { useLocation } from "react-router";

/** What the address carries behind its "#". It never reaches a server, a log or another site. */
export function useFragment(): URLSearchParams {
  const { hash } = useLocation();
  return useMemo(() => new URLSearchParams(hash.slice(1)), [hash]);
}
