import { useTranslation } from "react-i18next";
import { Chip, type ChipTone } from "@/components/ui/chip";
import type { Import } from "../api/types";

const tones: Record<Import["state"], ChipTone> = {
  uploaded: "plain",
  checking: "accent",
  checked: "accent",
  running: "accent",
  done: "ok",
  rolling_back: "accent",
  rolled_back: "warn",
  failed: "bad",
};

export function ImportState({ state }: { state: Import["state"] }) {
  const { t } = useTranslation("imports");
  return <Chip tone={tones[state]}>{t(`state.${state}`)}</Chip>;
}
