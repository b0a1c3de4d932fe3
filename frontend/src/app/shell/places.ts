import { CalendarDays, type LucideIcon, Phone, Users } from "lucide-react";
import { useMe } from "@/lib/auth/auth-context";

interface Place {
  name: "calls" | "leads" | "appointments";
  icon: LucideIcon;
  verb: string;
}

const places: Place[] = [
  { name: "calls", icon: Phone, verb: "calls.view" },
  { name: "leads", icon: Users, verb: "leads.view" },
  { name: "appointments", icon: CalendarDays, verb: "appointments.view" },
];

/** The places this member may go to. */
export function usePlaces(): Place[] {
  const { verbs } = useMe();
  return places.filter((place) => verbs.includes(place.verb));
}
