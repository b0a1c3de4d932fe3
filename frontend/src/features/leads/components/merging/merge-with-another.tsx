import { type RefObject, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Lead } from "../../api/types";
import { FindLeadDialog } from "./find-lead-dialog";
import { MergeDialog } from "./merge-dialog";

interface MergeWithAnotherProps {
  lead: Lead;
  returnFocus: RefObject<HTMLElement | null>;
  onMerged: (mergeId: number) => void;
  onClose: () => void;
}

/** A person knows two cards of one customer that nothing else connects. */
export function MergeWithAnother({ lead, returnFocus, onMerged, onClose }: MergeWithAnotherProps) {
  const { t } = useTranslation("leads");
  const [other, setOther] = useState<Lead | null>(null);
  if (other) return <MergeDialog own={lead} other={other} returnFocus={returnFocus} onMerged={onMerged} onClose={onClose} />;
  return <FindLeadDialog title={t("find.title")} besides={lead} returnFocus={returnFocus} onChoose={setOther} onClose={onClose} />;
}
