import type { Profile } from "./api/profile";

type Sound = Profile["gender"] | "neutral";

/** How each voice sounds to most ears. */
export const voices: Record<Profile["voice"], Sound> = {
  cedar: "masculine",
  ash: "masculine",
  ballad: "masculine",
  echo: "masculine",
  verse: "masculine",
  marin: "feminine",
  coral: "feminine",
  sage: "feminine",
  shimmer: "feminine",
  alloy: "neutral",
};

/** Whether somebody with this voice would hardly speak of themselves so. */
export function isMismatch(voice: Profile["voice"], gender: Profile["gender"]): boolean {
  return voices[voice] !== "neutral" && voices[voice] !== gender;
}
