import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { leadKeys } from "./keys";

export type MeetingProposal = Json<paths["/api/v1/leads/{lead_id}/proposals/"]["get"]["responses"][200]>[number];

/** Meetings that were agreed on in words, stand in no diary and nobody has decided about yet. */
export function useMeetingProposals(leadId: number) {
  return useQuery({
    queryKey: leadKeys.meetingProposals(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/leads/{lead_id}/proposals/", { params: { path: { lead_id: leadId } }, signal })),
    select: (proposals) => proposals.filter(({ state }) => state === "open"),
  });
}

export function useDecideMeeting(leadId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, book }: { id: number; book: boolean }) => {
      const params = { path: { lead_id: leadId, meeting_proposal_id: id } };
      return unwrap(
        book
          ? api.POST("/api/v1/leads/{lead_id}/proposals/{meeting_proposal_id}/book/", { params })
          : api.POST("/api/v1/leads/{lead_id}/proposals/{meeting_proposal_id}/dismiss/", { params }),
      );
    },
    // A booked meeting shows in the diary, with its call and among the tasks too.
    onSettled: () => queries.invalidateQueries(),
  });
}
