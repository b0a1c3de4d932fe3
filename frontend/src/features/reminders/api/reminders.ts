import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/lib/api/client";
import type { Json } from "@/lib/api/json";
import type { paths } from "@/lib/api/schema";
import { useOnce } from "@/lib/use-once";

type Plans = Json<paths["/api/v1/reminders/plans/"]["get"]["responses"][200]>;
export type Plan = Plans["plans"][number];
export type Channel = Plans["channels"][number];
export type Reminder = Json<paths["/api/v1/reminders/"]["get"]["responses"][200]>["results"][number];
type PlanValues = Pick<Plan, "before_days" | "before_minutes" | "channels" | "text_he" | "text_en">;

export const reminderKeys = {
  plans: ["reminders", "plans"] as const,
  ofLeads: ["reminders", "lead"] as const,
  ofLead: (leadId: number) => ["reminders", "lead", leadId] as const,
};

export function usePlans() {
  return useQuery({
    queryKey: reminderKeys.plans,
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/reminders/plans/", { signal })),
  });
}

export function useRemindersOfLead(leadId: number) {
  return useQuery({
    queryKey: reminderKeys.ofLead(leadId),
    queryFn: ({ signal }) => unwrap(api.GET("/api/v1/reminders/", { params: { query: { lead: leadId } }, signal })).then(({ results }) => results),
  });
}

export function useSavePlan() {
  return usePlanChange(({ id, ...body }: Partial<PlanValues> & { id: number; is_on?: boolean; version?: number }) =>
    unwrap(api.PATCH("/api/v1/reminders/plans/{reminder_plan_id}/", { params: { path: { reminder_plan_id: id } }, body })),
  );
}

export function useAddPlan() {
  return usePlanChange(useOnce((body: PlanValues, header) => unwrap(api.POST("/api/v1/reminders/plans/", { params: { header }, body }))));
}

export function useDeletePlan() {
  return usePlanChange((id: number) =>
    unwrap(api.DELETE("/api/v1/reminders/plans/{reminder_plan_id}/", { params: { path: { reminder_plan_id: id } } })),
  );
}

function usePlanChange<Asked, Answer>(change: (asked: Asked) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSettled: () => queries.invalidateQueries({ queryKey: reminderKeys.plans }) });
}
