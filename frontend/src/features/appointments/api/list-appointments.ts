import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import { nextCursor, rowsOf } from "@/lib/api/paging";
import { useFallbackInterval } from "@/lib/live/live-context";
import { appointmentKeys } from "./keys";
import type { Appointment } from "./types";

const dayMs = 86_400_000;
const aheadMs = 90 * dayMs;
const mostAtOnce = 200;

interface Filter {
  from?: string;
  to?: string;
  lead?: number;
}

/** What is coming in the next 90 days, soonest first; a day back is included so that today is whole in every time zone. */
export function useUpcomingAppointments() {
  return useQuery({
    queryKey: appointmentKeys.upcoming,
    queryFn: ({ signal }) =>
      fetchAll({ from: isoIn(-dayMs), to: isoIn(aheadMs) }, signal).then((appointments) =>
        appointments.toSorted((a, b) => a.starts_at.localeCompare(b.starts_at)),
      ),
    refetchInterval: useFallbackInterval(),
  });
}

/** What lies in [from, to), soonest first, also when it began the day before; what was cancelled is left out. */
export function useAppointmentsBetween(from: Date, to: Date) {
  const [first, last] = [from.toISOString(), to.toISOString()];
  return useQuery<Appointment[]>({
    queryKey: appointmentKeys.between(first, last),
    queryFn: ({ signal }) =>
      fetchAll({ from: new Date(from.getTime() - dayMs).toISOString(), to: last }, signal).then((found) =>
        found
          .filter(({ status, ends_at }) => status !== "cancelled" && Date.parse(ends_at) > from.getTime())
          .toSorted((a, b) => a.starts_at.localeCompare(b.starts_at)),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: useFallbackInterval(),
  });
}

/** What has begun, latest first. */
export function usePastAppointments() {
  const query = useInfiniteQuery({
    queryKey: appointmentKeys.past,
    queryFn: ({ pageParam, signal }) => fetchPage({ to: isoIn(0) }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
  return { ...query, appointments: rowsOf(query.data?.pages) };
}

export function useAppointmentsOfLead(leadId: number) {
  return useQuery({
    queryKey: appointmentKeys.ofLead(leadId),
    queryFn: ({ signal }) => fetchAll({ lead: leadId }, signal),
  });
}

async function fetchAll(filter: Filter, signal: AbortSignal): Promise<Appointment[]> {
  const found: Appointment[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(filter, cursor, signal);
    found.push(...page.results);
    cursor = nextCursor(page);
  } while (cursor);
  return found;
}

function fetchPage(filter: Filter, cursor: string | null, signal: AbortSignal) {
  return unwrap(
    api.GET("/api/v1/appointments/", {
      params: { query: { ...filter, cursor: cursor ?? undefined, page_size: mostAtOnce } },
      signal,
    }),
  );
}

function isoIn(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
